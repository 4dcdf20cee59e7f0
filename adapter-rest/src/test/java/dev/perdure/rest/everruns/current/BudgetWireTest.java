package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.budget.Account;
import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.json.JsonObject;
import dev.perdure.tenant.OrganisationId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BudgetWireTest {

    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void a_check_says_pause_while_calls_under_way_may_take_all_that_is_left() {
        Budget some = budget().reserve(new BigDecimal(9));
        Budget all = some.reserve(BigDecimal.ONE);

        assertThat(BudgetWire.check(List.of(some)).toJson()).startsWith("{\"action\":\"continue\"");
        assertThat(BudgetWire.check(List.of(some, all)).toJson())
                .startsWith("{\"action\":\"pause\"")
                .contains("Calls under way may take all that is left.")
                .contains("\"balance\":10", "\"error_code\":\"budget_exhausted\"");
        Budget disabled = all.on(all.terms().mode(BudgetTerms.Mode.DISABLED), TIME);
        assertThat(BudgetWire.check(List.of(disabled)).toJson())
                .startsWith("{\"action\":\"continue\"");
    }

    private static Budget budget() {
        return new Budget(
                new BudgetId(new UUID(0, 1)),
                OrganisationId.DEFAULT,
                new BudgetTerms(
                        new BudgetSubject(BudgetSubject.Kind.AGENT, new UUID(0, 2)),
                        BudgetCurrency.TOKENS,
                        BigDecimal.TEN,
                        null,
                        null,
                        BudgetTerms.Mode.ACTIVE,
                        JsonObject.empty()),
                Account.fresh(TIME),
                TIME,
                TIME);
    }
}
