package dev.perdure.contract.store;

import dev.perdure.budget.Account;
import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetPeriod;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.budget.Charge;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.model.Cost;
import dev.perdure.tenant.OrganisationId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Budgets for the suites. */
final class SampleBudget {

    static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456789Z");

    static final JsonObject METADATA =
            (JsonObject) Json.parse("{\"b\":\"\\u0000\\ud800\",\"a\":[1.50]}").get();

    private SampleBudget() {}

    static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }

    static BudgetSubject agent() {
        return new BudgetSubject(BudgetSubject.Kind.AGENT, UUID.randomUUID());
    }

    /** Of an agent of its own, in US dollars, that lasts for ever. */
    static Budget of(String limit) {
        return of(agent(), BudgetCurrency.USD, limit);
    }

    static Budget of(BudgetSubject subject, BudgetCurrency currency, String limit) {
        return of(
                new BudgetTerms(
                        subject,
                        currency,
                        amount(limit),
                        null,
                        null,
                        BudgetTerms.Mode.ACTIVE,
                        METADATA));
    }

    static Budget of(BudgetTerms terms) {
        return new Budget(
                new BudgetId(UUID.randomUUID()),
                OrganisationId.DEFAULT,
                terms,
                Account.fresh(TIME),
                TIME,
                TIME.plusSeconds(1));
    }

    /** One of each kind, with amounts of every length. */
    static List<Budget> awkward() {
        List<Budget> all = new ArrayList<>();
        for (BudgetSubject.Kind kind : BudgetSubject.Kind.values()) {
            for (BudgetCurrency currency : BudgetCurrency.values()) {
                all.add(of(new BudgetSubject(kind, UUID.randomUUID()), currency, "0"));
            }
        }
        for (BudgetTerms.Mode mode : BudgetTerms.Mode.values()) {
            all.add(
                    of(
                            new BudgetTerms(
                                    agent(),
                                    BudgetCurrency.USD,
                                    amount("999999999999999.123456789012345"),
                                    amount("0.000000000000001"),
                                    new BudgetPeriod.Rolling(Duration.ofDays(3_650_000)),
                                    mode,
                                    JsonObject.empty())));
        }
        for (BudgetPeriod.Unit unit : BudgetPeriod.Unit.values()) {
            Budget budget =
                    of(
                            new BudgetTerms(
                                    agent(),
                                    BudgetCurrency.TOKENS,
                                    amount("1000000"),
                                    null,
                                    new BudgetPeriod.Calendar(unit),
                                    BudgetTerms.Mode.ACTIVE,
                                    METADATA));
            all.add(
                    new Budget(
                            budget.id(),
                            budget.organisation(),
                            budget.terms(),
                            new Account(amount("1.5"), amount("2.25"), amount("3.125"), TIME, true),
                            TIME,
                            TIME));
        }
        return all;
    }

    static BudgetEntry topUp(Budget budget, String amount) {
        return new BudgetEntry(
                UUID.randomUUID(),
                budget.id(),
                amount(amount).negate(),
                BudgetEntry.Source.TOP_UP,
                "a \"gift\" \ud83d\ude00",
                null,
                null,
                TIME);
    }

    static Charge dollars(String amount) {
        return new Charge(new Cost(amount(amount)), 0);
    }
}
