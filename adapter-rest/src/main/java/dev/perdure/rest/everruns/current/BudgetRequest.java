package dev.perdure.rest.everruns.current;

import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetPeriod;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.engine.budget.BudgetDraft;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request says about a budget. */
record BudgetRequest(Fields body) {

    private static final Pattern WINDOW = Pattern.compile("(\\d{1,9})(s|m|h|d|w)");

    BudgetDraft draft() {
        return new BudgetDraft(
                subject(),
                currency(),
                amount("limit").orElseThrow(() -> body.missing("limit")),
                amount("soft_limit").orElse(null),
                body.object("period")
                        .map(period -> period(Fields.of(period, body.path("period"))))
                        .orElse(null),
                body.object("metadata").orElse(JsonObject.empty()));
    }

    /** JSON null takes a soft limit away. */
    UnaryOperator<BudgetTerms> edit() {
        Optional<BigDecimal> limit = amount("limit");
        Optional<BigDecimal> softLimit = amount("soft_limit");
        Optional<BudgetTerms.Mode> mode = body.string("status").map(this::mode);
        Optional<JsonObject> metadata = body.object("metadata");
        return terms ->
                new BudgetTerms(
                        terms.subject(),
                        terms.currency(),
                        limit.orElse(terms.limit()),
                        body.has("soft_limit") ? softLimit.orElse(null) : terms.softLimit(),
                        terms.period(),
                        mode.orElse(terms.mode()),
                        metadata.orElse(terms.metadata()));
    }

    Optional<BigDecimal> amount(String name) {
        Optional<JsonNumber> number =
                body.value(name)
                        .map(value -> {
                            if (value instanceof JsonNumber amount) {
                                return amount;
                            }
                            throw body.wrong(name, "a number");
                        });
        try {
            Optional<BigDecimal> amount = number.map(JsonNumber::asBigDecimal);
            if (amount.isPresent() && amount.get().signum() < 0) {
                throw body.wrong(name, "a number that is not negative");
            }
            return amount;
        } catch (ArithmeticException beyond) {
            throw body.wrong(name, "a number of a reasonable size");
        }
    }

    private BudgetSubject subject() {
        String type = body.string("subject_type").orElseThrow(() -> body.missing("subject_type"));
        String id = body.string("subject_id").orElseThrow(() -> body.missing("subject_id"));
        BudgetSubject.Kind kind =
                kind(type).orElseThrow(() -> body.wrong("subject_type", "session, agent or org"));
        UUID value =
                BudgetWire.id(kind)
                        .read(id)
                        .orElseThrow(() -> body.wrong("subject_id", "the id of such a subject"));
        return new BudgetSubject(kind, value);
    }

    static Optional<BudgetSubject.Kind> kind(String type) {
        return switch (type) {
            case "session" -> Optional.of(BudgetSubject.Kind.SESSION);
            case "agent" -> Optional.of(BudgetSubject.Kind.AGENT);
            case "org", "organization", "organisation" ->
                    Optional.of(BudgetSubject.Kind.ORGANISATION);
            default -> Optional.empty();
        };
    }

    private BudgetCurrency currency() {
        String word = body.string("currency").orElseThrow(() -> body.missing("currency"));
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "usd" -> BudgetCurrency.USD;
            case "tokens" -> BudgetCurrency.TOKENS;
            default -> throw body.wrong("currency", "usd or tokens");
        };
    }

    private BudgetTerms.Mode mode(String status) {
        return switch (status) {
            case "active" -> BudgetTerms.Mode.ACTIVE;
            case "paused" -> BudgetTerms.Mode.PAUSED;
            case "disabled" -> BudgetTerms.Mode.DISABLED;
            default -> throw body.wrong("status", "active, paused or disabled");
        };
    }

    private static BudgetPeriod period(Fields period) {
        String type = period.string("type").orElseThrow(() -> period.missing("type"));
        return switch (type) {
            case "rolling", "duration" -> new BudgetPeriod.Rolling(length(period));
            case "calendar" ->
                    new BudgetPeriod.Calendar(
                            switch (period.string("unit").orElse("")) {
                                case "day" -> BudgetPeriod.Unit.DAY;
                                case "week" -> BudgetPeriod.Unit.WEEK;
                                case "month" -> BudgetPeriod.Unit.MONTH;
                                default -> throw period.wrong("unit", "day, week or month");
                            });
            default -> throw period.wrong("type", "rolling, duration or calendar");
        };
    }

    private static Duration length(Fields period) {
        OptionalInt seconds = period.count("seconds");
        if (seconds.isPresent()) {
            if (seconds.getAsInt() == 0) {
                throw period.wrong("seconds", "at least 1");
            }
            return Duration.ofSeconds(seconds.getAsInt());
        }
        String window = period.string("window").orElseThrow(() -> period.missing("window"));
        Matcher matched = WINDOW.matcher(window);
        if (!matched.matches() || Integer.parseInt(matched.group(1)) == 0) {
            throw period.wrong("window", "a number with s, m, h, d or w behind it, such as 24h");
        }
        int count = Integer.parseInt(matched.group(1));
        return switch (matched.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7L * count);
        };
    }
}
