package dev.perdure.persistence.codec;

import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetPeriod;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored form of the terms of budgets: canonical JSON in UTF-8. Amounts are texts. */
public final class BudgetCodec {

    private BudgetCodec() {}

    public static byte[] encode(BudgetTerms terms) {
        return Json.utf8(
                JsonObject.builder()
                        .put("subject", Values.constant(terms.subject().kind()))
                        .put("id", Values.text(terms.subject().id()))
                        .put("currency", Values.constant(terms.currency()))
                        .put("limit", terms.limit().toPlainString())
                        .putIfPresent(
                                "soft_limit",
                                Optional.ofNullable(terms.softLimit())
                                        .map(BigDecimal::toPlainString))
                        .putIfPresent(
                                "period",
                                Optional.ofNullable(terms.period()).map(BudgetCodec::period))
                        .put("mode", Values.constant(terms.mode()))
                        .put("metadata", terms.metadata())
                        .build());
    }

    public static BudgetTerms decode(byte[] stored) {
        Fields in = Fields.of("a budget", Stored.object("a budget", stored));
        return new BudgetTerms(
                new BudgetSubject(in.constant("subject", BudgetSubject.Kind.class), in.uuid("id")),
                in.constant("currency", BudgetCurrency.class),
                amount(in, "limit"),
                in.orNull("soft_limit", BudgetCodec::amount),
                in.orNull("period", (from, name) -> period(from.fields(name))),
                in.constant("mode", BudgetTerms.Mode.class),
                in.object("metadata"));
    }

    static BigDecimal amount(Fields in, String name) {
        return new BigDecimal(in.text(name));
    }

    private static JsonObject period(BudgetPeriod period) {
        return switch (period) {
            case BudgetPeriod.Rolling rolling ->
                    JsonObject.builder().put("length", Values.text(rolling.length())).build();
            case BudgetPeriod.Calendar calendar ->
                    JsonObject.builder().put("unit", Values.constant(calendar.unit())).build();
        };
    }

    private static @Nullable BudgetPeriod period(Fields in) {
        return in.has("length")
                ? new BudgetPeriod.Rolling(in.duration("length"))
                : new BudgetPeriod.Calendar(in.constant("unit", BudgetPeriod.Unit.class));
    }
}
