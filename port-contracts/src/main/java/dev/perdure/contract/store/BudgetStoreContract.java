package dev.perdure.contract.store;

import static dev.perdure.contract.store.SampleBudget.amount;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetPeriod;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.BudgetChange;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.Window;
import dev.perdure.tenant.OrganisationId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How budgets are kept, listed, changed and told of. */
public abstract class BudgetStoreContract extends StorageContract {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final Instant TIME = SampleBudget.TIME;

    private BudgetStore budgets() {
        return node().budgets();
    }

    @Test
    void a_budget_is_found_as_it_was_added_by_every_node() {
        for (Budget budget : SampleBudget.awkward()) {
            budgets().insert(budget);

            assertThat(otherNode().budgets().find(HOME, budget.id(), TIME)).hasValue(budget);
        }
    }

    @Test
    void budgets_are_listed_oldest_first_and_by_their_subjects() {
        Budget one = SampleBudget.of("7");
        Budget two = SampleBudget.of("8");
        Budget three =
                SampleBudget.of(
                        new BudgetTerms(
                                one.terms().subject(),
                                BudgetCurrency.TOKENS,
                                amount("9"),
                                null,
                                null,
                                BudgetTerms.Mode.DISABLED,
                                one.terms().metadata()));
        List.of(one, two, three).forEach(budgets()::insert);

        assertThat(otherNode().budgets().list(HOME, TIME)).containsExactly(one, two, three);
        assertThat(budgets().of(HOME, List.of(one.terms().subject()), TIME))
                .containsExactly(one, three);
        assertThat(budgets().of(HOME, List.of(), TIME)).isEmpty();
        assertThat(otherNode().budgets().subjects(HOME))
                .containsExactlyInAnyOrder(one.terms().subject().id(), two.terms().subject().id());
    }

    @Test
    void nothing_of_one_organisation_is_seen_or_changed_by_another() {
        Budget budget = SampleBudget.of("7");
        budgets().insert(budget);
        OrganisationId stranger = stranger();

        assertThat(budgets().find(stranger, budget.id(), TIME)).isEmpty();
        assertThat(budgets().list(stranger, TIME)).isEmpty();
        assertThat(budgets().subjects(stranger)).isEmpty();
        assertThat(budgets().of(stranger, List.of(budget.terms().subject()), TIME)).isEmpty();
        assertThat(budgets().remove(stranger, budget.id())).isFalse();
        assertThat(changed(stranger, budget.id(), "1", null)).isEmpty();
        assertThat(budgets().find(HOME, budget.id(), TIME)).hasValue(budget);
    }

    @Test
    void a_change_is_made_of_what_the_one_before_left_and_kept() {
        Budget budget = SampleBudget.of("7");
        budgets().insert(budget);

        changed(HOME, budget.id(), "1.5", null);
        Budget twice = changed(HOME, budget.id(), "2.5", null).orElseThrow();

        assertThat(twice.balance()).isEqualTo(amount("11"));
        assertThat(otherNode().budgets().find(HOME, budget.id(), TIME)).hasValue(twice);
        assertThat(changed(HOME, new BudgetId(UUID.randomUUID()), "1", null)).isEmpty();
    }

    @Test
    void a_budget_that_was_removed_is_gone_with_its_ledger() {
        Budget budget = SampleBudget.of("7");
        budgets().insert(budget);
        changed(HOME, budget.id(), "1", SampleBudget.topUp(budget, "1"));

        assertThat(budgets().remove(HOME, budget.id())).isTrue();

        assertThat(otherNode().budgets().find(HOME, budget.id(), TIME)).isEmpty();
        assertThat(budgets().list(HOME, TIME)).isEmpty();
        assertThat(budgets().subjects(HOME)).isEmpty();
        assertThat(budgets().ledger(HOME, budget.id(), new Window(0, 10))).isEmpty();
        assertThat(budgets().remove(HOME, budget.id())).isFalse();
    }

    @Test
    void a_ledger_has_newest_first_what_moved_its_own_balance() {
        Budget budget = SampleBudget.of("7");
        Budget other = SampleBudget.of("7");
        budgets().insert(budget);
        budgets().insert(other);
        BudgetEntry first = SampleBudget.topUp(budget, "1.000000000000001");
        BudgetEntry second = SampleBudget.topUp(budget, "2");
        BudgetEntry third = SampleBudget.topUp(budget, "3");
        for (BudgetEntry entry : List.of(first, second, third)) {
            changed(HOME, budget.id(), entry.amount().negate().toPlainString(), entry);
        }

        assertThat(otherNode().budgets().ledger(HOME, budget.id(), new Window(0, 10)))
                .containsExactly(third, second, first);
        assertThat(budgets().ledger(HOME, budget.id(), new Window(1, 1))).containsExactly(second);
        assertThat(budgets().ledger(HOME, other.id(), new Window(0, 10))).isEmpty();
        assertThat(budgets().ledger(stranger(), budget.id(), new Window(0, 10))).isEmpty();
    }

    @Test
    void a_budget_is_as_good_as_new_when_its_period_is_over() {
        Budget budget =
                SampleBudget.of(
                        new BudgetTerms(
                                SampleBudget.agent(),
                                BudgetCurrency.USD,
                                amount("7"),
                                null,
                                new BudgetPeriod.Rolling(Duration.ofHours(1)),
                                BudgetTerms.Mode.ACTIVE,
                                SampleBudget.METADATA));
        budgets().insert(budget);
        changed(HOME, budget.id(), "5", null);
        Instant later = TIME.plus(Duration.ofMinutes(150));

        assertThat(balance(budget, TIME.plusSeconds(3_599))).isEqualTo(amount("12"));
        assertThat(balance(budget, later)).isEqualTo(amount("7"));
        assertThat(budgets().list(HOME, later).getFirst().account().since())
                .isEqualTo(TIME.plus(Duration.ofHours(2)));
    }

    private BigDecimal balance(Budget budget, Instant at) {
        return budgets().find(HOME, budget.id(), at).orElseThrow().balance();
    }

    private Optional<Budget> changed(
            OrganisationId organisation, BudgetId id, String credit, @Nullable BudgetEntry entry) {
        return budgets()
                .change(
                        organisation,
                        id,
                        new BudgetChange(budget -> budget.topUp(amount(credit), TIME), entry),
                        TIME);
    }
}
