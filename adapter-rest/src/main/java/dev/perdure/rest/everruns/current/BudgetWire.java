package dev.perdure.rest.everruns.current;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.budget.BudgetPeriod;
import dev.perdure.budget.BudgetStatus;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Budgets, their ledgers, and what comes of a look at them. */
final class BudgetWire {

    private BudgetWire() {}

    static JsonArray list(List<Budget> budgets) {
        return new JsonArray(budgets.stream().<JsonValue>map(BudgetWire::write).toList());
    }

    static JsonObject write(Budget budget) {
        BudgetSubject subject = budget.terms().subject();
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", WireId.BUDGET.write(budget.id().value()))
                        .put(
                                "organization_id",
                                WireId.ORGANISATION.write(budget.organisation().value()))
                        .put("subject_type", type(subject.kind()))
                        .put("subject_id", id(subject.kind()).write(subject.id()))
                        .put("currency", word(budget.terms().currency()))
                        .put("limit", number(budget.terms().limit()))
                        .put("balance", number(budget.balance()))
                        .put("reserved", number(budget.account().reserved()))
                        .put("status", word(budget.status()));
        BigDecimal soft = budget.terms().softLimit();
        if (soft != null) {
            body.put("soft_limit", number(soft));
        }
        BudgetPeriod period = budget.terms().period();
        if (period != null) {
            body.put("period", period(period))
                    .put("period_started_at", WireTime.write(budget.account().since()));
        }
        return body.put("metadata", budget.terms().metadata())
                .put("created_at", WireTime.write(budget.createdAt()))
                .put("updated_at", WireTime.write(budget.updatedAt()))
                .build();
    }

    static JsonArray ledger(List<BudgetEntry> entries) {
        return new JsonArray(entries.stream().<JsonValue>map(BudgetWire::entry).toList());
    }

    private static JsonObject entry(BudgetEntry entry) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", WireId.LEDGER_ENTRY.write(entry.id()))
                        .put("budget_id", WireId.BUDGET.write(entry.budget().value()))
                        .put("amount", number(entry.amount()))
                        .put("meter_source", word(entry.source()));
        if (!entry.description().isEmpty()) {
            body.put("description", entry.description());
        }
        if (entry.turn() != null) {
            body.put("ref_type", "turn").put("ref_id", WireId.TURN.write(entry.turn().value()));
        }
        if (entry.session() != null) {
            body.put("session_id", WireId.SESSION.write(entry.session().value()));
        }
        return body.put("created_at", WireTime.write(entry.at())).build();
    }

    /** What the next call that the budgets concern would meet; the worst of it counts. */
    static JsonObject check(List<Budget> budgets) {
        JsonObject worst = JsonObject.builder().put("action", "continue").build();
        boolean warned = false;
        for (Budget budget : budgets) {
            BudgetStatus status = budget.status();
            if (status == BudgetStatus.PAUSED || status == BudgetStatus.EXHAUSTED) {
                return found(budget, "pause", "The budget is " + word(status) + ".")
                        .put("error_code", "budget_" + word(status))
                        .build();
            }
            if (budget.isCounted() && budget.available().signum() <= 0) {
                return found(budget, "pause", "Calls under way may take all that is left.")
                        .put("error_code", "budget_exhausted")
                        .build();
            }
            if (budget.isCounted() && budget.account().warned() && !warned) {
                warned = true;
                worst = found(budget, "warn", "The budget is past its soft limit.").build();
            }
        }
        return !warned && budgets.size() == 1
                ? found(budgets.getFirst(), "continue", "The budget has room.").build()
                : worst;
    }

    private static JsonObjectBuilder found(Budget budget, String action, String message) {
        return JsonObject.builder()
                .put("action", action)
                .put("message", message)
                .put("budget_id", WireId.BUDGET.write(budget.id().value()))
                .put("balance", number(budget.balance()))
                .put("currency", word(budget.terms().currency()));
    }

    /** What an event says of a budget. */
    static JsonObject notice(BudgetNotice notice) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("budget_id", WireId.BUDGET.write(notice.budget().value()))
                        .put("balance", number(notice.balance()))
                        .put("limit", number(notice.limit()))
                        .put("currency", word(notice.currency()));
        if (notice.softLimit() != null) {
            data.put("soft_limit", number(notice.softLimit()));
        }
        return data.put("message", notice.sentence()).build();
    }

    private static JsonObject period(BudgetPeriod period) {
        return switch (period) {
            case BudgetPeriod.Rolling rolling ->
                    JsonObject.builder()
                            .put("type", "rolling")
                            .put("window", rolling.length().toSeconds() + "s")
                            .put("seconds", rolling.length().toSeconds())
                            .build();
            case BudgetPeriod.Calendar calendar ->
                    JsonObject.builder()
                            .put("type", "calendar")
                            .put("unit", word(calendar.unit()))
                            .build();
        };
    }

    static WireId id(BudgetSubject.Kind kind) {
        return switch (kind) {
            case SESSION -> WireId.SESSION;
            case AGENT -> WireId.AGENT;
            case ORGANISATION -> WireId.ORGANISATION;
        };
    }

    private static String type(BudgetSubject.Kind kind) {
        return switch (kind) {
            case SESSION -> "session";
            case AGENT -> "agent";
            case ORGANISATION -> "org";
        };
    }

    private static JsonNumber number(BigDecimal amount) {
        return new JsonNumber(amount.toPlainString());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
