package dev.perdure.contract.store;

import static dev.perdure.contract.store.SampleBudget.amount;
import static dev.perdure.contract.store.SampleBudget.dollars;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetPeriod;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.contract.Background;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.Reserving;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.work.Claim;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What calls reserve, what they come to, and what becomes of those that nobody settles. */
public abstract class ReservationContract extends StorageContract {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final Instant TIME = SampleBudget.TIME;
    private static final Instant LATER = TIME.plus(Duration.ofHours(2));
    private static final int AT_ONCE = 16;

    private SessionScenario session;
    private Claim claim;

    @BeforeEach
    void claimATurn() {
        node().work().join();
        session = openSession();
        claim = session.startTurn();
    }

    private BudgetStore budgets() {
        return node().budgets();
    }

    @Test
    void a_call_that_no_budget_concerns_is_free() {
        Budget other = added(SampleBudget.of("1"));
        Budget disabled =
                added(
                        SampleBudget.of(
                                SampleBudget.of(ofSession(), BudgetCurrency.USD, "0")
                                        .terms()
                                        .mode(BudgetTerms.Mode.DISABLED)));

        assertThat(reserve(1, dollars("5"))).isInstanceOf(Reservation.Free.class);
        assertThat(found(other)).isEqualTo(other);
        assertThat(found(disabled)).isEqualTo(disabled);
    }

    @Test
    void what_a_call_may_take_is_reserved_and_what_it_took_is_spent() {
        Budget budget = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "1"));

        assertThat(reserve(1, dollars("0.75"))).isInstanceOf(Reservation.Granted.class);
        assertThat(found(budget).account().reserved()).isEqualTo(amount("0.75"));
        assertThat(found(budget).balance()).isEqualTo(amount("1"));
        assertThat(found(budget).available()).isEqualTo(amount("0.25"));
        settle(1, dollars("0.125"));

        assertThat(found(budget).account().reserved()).isEqualTo(amount("0"));
        assertThat(found(budget).account().spent()).isEqualTo(amount("0.125"));
        BudgetEntry line = ledger(budget).getFirst();
        assertThat(ledger(budget)).hasSize(1);
        assertThat(line.amount()).isEqualTo(amount("0.125"));
        assertThat(line.source()).isEqualTo(BudgetEntry.Source.MODEL_CALL);
        assertThat(line.session()).isEqualTo(session.key().id());
        assertThat(line.turn()).isEqualTo(claim.turn());
    }

    @Test
    void all_budgets_that_concern_a_call_are_reserved_from_or_none() {
        Budget tight = added(SampleBudget.of(ofOrganisation(), BudgetCurrency.USD, "1"));
        Budget wide = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "10"));
        Budget tokens = added(SampleBudget.of(ofSession(), BudgetCurrency.TOKENS, "100"));

        Reservation held = reserve(1, new Charge(dollars("2").cost(), 10));

        assertThat(held).isInstanceOf(Reservation.Held.class);
        assertThat(((Reservation.Held) held).budget().id()).isEqualTo(tight.id());
        assertThat(((Reservation.Held) held).asked()).isEqualTo(amount("2"));
        assertThat(List.of(found(tight), found(wide), found(tokens)))
                .containsExactly(tight, wide, tokens);
        assertThat(reserve(2, new Charge(dollars("1").cost(), 10)))
                .isInstanceOf(Reservation.Granted.class);
        assertThat(found(tight).available()).isEqualTo(amount("0"));
        assertThat(found(wide).available()).isEqualTo(amount("9"));
        assertThat(found(tokens).available()).isEqualTo(amount("90"));
    }

    @Test
    void a_call_reserves_once_and_is_settled_once() {
        Budget budget = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "1"));

        reserve(1, dollars("0.75"));
        assertThat(reserve(1, dollars("0.75"))).isInstanceOf(Reservation.Granted.class);
        assertThat(found(budget).account().reserved()).isEqualTo(amount("0.75"));
        settle(1, dollars("0.5"));
        settle(1, dollars("0.25"));
        settle(2, dollars("0.25"));

        assertThat(found(budget).account().spent()).isEqualTo(amount("0.5"));
        assertThat(ledger(budget)).hasSize(1);
    }

    @Test
    void a_call_of_which_nothing_is_known_comes_to_what_it_reserved() {
        Budget budget = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "1"));
        reserve(1, dollars("0.75"));

        settle(1, null);

        assertThat(found(budget).account().spent()).isEqualTo(amount("0.75"));
        assertThat(ledger(budget))
                .extracting(BudgetEntry::source)
                .containsExactly(BudgetEntry.Source.UNREPORTED_CALL);
    }

    @Test
    void what_a_model_of_unknown_price_takes_is_not_reserved_in_dollars() {
        Budget budget = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "1"));
        added(SampleBudget.of(ofSession(), BudgetCurrency.TOKENS, "100"));

        assertThat(reserve(1, new Charge(null, 10))).isInstanceOf(Reservation.Unpriced.class);
        assertThat(found(budget)).isEqualTo(budget);
    }

    @Test
    void a_soft_limit_is_told_of_once_when_it_is_passed() {
        Budget plain = SampleBudget.of(ofSession(), BudgetCurrency.USD, "2");
        Budget budget =
                added(
                        SampleBudget.of(
                                new BudgetTerms(
                                        plain.terms().subject(),
                                        BudgetCurrency.USD,
                                        amount("2"),
                                        amount("0.5"),
                                        null,
                                        BudgetTerms.Mode.ACTIVE,
                                        SampleBudget.METADATA)));
        reserve(1, dollars("0.75"));
        reserve(2, dollars("0.75"));
        reserve(3, dollars("0.25"));

        assertThat(settle(1, dollars("0.25"))).isEmpty();
        assertThat(settle(2, dollars("0.25"))).extracting(Budget::id).containsExactly(budget.id());
        assertThat(settle(3, dollars("0.25"))).isEmpty();
    }

    @Test
    void what_the_owner_of_a_claim_that_is_over_left_reserved_is_spent() {
        Budget budget = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "2"));
        reserve(1, dollars("0.75"));
        assertThat(found(budget).account().spent()).isEqualTo(amount("0"));

        session.finish(claim);

        assertThat(budgets().list(HOME, TIME).getFirst().account().reserved())
                .isEqualTo(amount("0"));
        assertThat(found(budget).account().spent()).isEqualTo(amount("0.75"));
        assertThat(ledger(budget))
                .extracting(BudgetEntry::source)
                .containsExactly(BudgetEntry.Source.UNREPORTED_CALL);
        settle(1, dollars("0.25"));
        assertThat(found(budget).account().spent()).isEqualTo(amount("0.75"));
    }

    @Test
    void a_turn_that_changed_hands_leaves_nothing_reserved() {
        Budget budget = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "2"));
        reserve(1, dollars("0.75"));

        node().work().handOver(claim);
        Claim next = node().work().claim(1).getFirst();
        assertThat(next.turn()).isEqualTo(claim.turn());
        assertThat(
                        budgets()
                                .reserve(
                                        new Reserving(
                                                call(2), next.epoch(), subjects(), dollars("0.5")),
                                        TIME))
                .isInstanceOf(Reservation.Granted.class);

        assertThat(found(budget).account().spent()).isEqualTo(amount("0.75"));
        assertThat(found(budget).account().reserved()).isEqualTo(amount("0.5"));
    }

    @Test
    void what_a_dead_owner_left_reserved_holds_nobody_in_the_next_period() {
        Budget budget = added(hourly("1"));
        reserve(1, dollars("0.75"));

        node().work().handOver(claim);
        Claim next = node().work().claim(1).getFirst();
        Reserving asked = new Reserving(call(2), next.epoch(), subjects(), dollars("0.75"));
        assertThat(budgets().reserve(asked, TIME)).isInstanceOf(Reservation.Held.class);
        assertThat(budgets().reserve(asked, LATER)).isInstanceOf(Reservation.Granted.class);

        Budget after = budgets().find(HOME, budget.id(), LATER).orElseThrow();
        assertThat(after.account().spent()).isEqualTo(amount("0"));
        assertThat(after.account().reserved()).isEqualTo(amount("0.75"));
        assertThat(ledger(budget)).extracting(BudgetEntry::amount).containsExactly(amount("0.75"));
    }

    @Test
    void a_call_counts_in_the_period_it_was_reserved_in() {
        Budget budget = added(hourly("1"));
        reserve(1, dollars("0.75"));

        otherNode().budgets().settle(call(1), dollars("0.5"), LATER);

        Budget after = budgets().find(HOME, budget.id(), LATER).orElseThrow();
        assertThat(after.account().spent()).isEqualTo(amount("0"));
        assertThat(after.account().reserved()).isEqualTo(amount("0"));
        assertThat(ledger(budget)).extracting(BudgetEntry::amount).containsExactly(amount("0.5"));
    }

    @Test
    void a_session_that_went_on_is_held_no_longer() {
        Budget budget = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "1"));
        reserve(1, dollars("2"));

        reserve(2, dollars("0.5"));

        assertThat(budgets().takeHeld(HOME, budget.id())).isEmpty();
    }

    @Test
    void the_sessions_that_a_budget_holds_are_told_once() {
        Budget budget = added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "1"));
        Budget other = added(SampleBudget.of("1"));
        reserve(1, dollars("2"));
        reserve(2, dollars("2"));

        assertThat(budgets().takeHeld(HOME, other.id())).isEmpty();
        assertThat(budgets().takeHeld(stranger(), budget.id())).isEmpty();
        assertThat(otherNode().budgets().takeHeld(HOME, budget.id()))
                .containsExactly(session.key());
        assertThat(budgets().takeHeld(HOME, budget.id())).isEmpty();
    }

    @Test
    void of_calls_that_reserve_at_the_same_time_as_many_may_as_there_is_room_for() {
        Budget budget = added(SampleBudget.of(ofOrganisation(), BudgetCurrency.USD, "1"));
        added(SampleBudget.of(ofSession(), BudgetCurrency.USD, "10"));
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 1; i <= AT_ONCE; i++) {
            BudgetStore store = i % 2 == 0 ? node().budgets() : otherNode().budgets();
            CallKey call = call(i);
            all.add(() ->
                    store.reserve(
                                    new Reserving(call, claim.epoch(), subjects(), dollars("0.25")),
                                    TIME)
                            instanceof Reservation.Granted);
        }

        assertThat(Background.together(patience(), all)).filteredOn(granted -> granted).hasSize(4);
        assertThat(found(budget).available()).isEqualTo(amount("0"));
    }

    private Budget hourly(String limit) {
        Budget plain = SampleBudget.of(ofSession(), BudgetCurrency.USD, limit);
        return SampleBudget.of(
                new BudgetTerms(
                        plain.terms().subject(),
                        BudgetCurrency.USD,
                        plain.terms().limit(),
                        null,
                        new BudgetPeriod.Rolling(Duration.ofHours(1)),
                        BudgetTerms.Mode.ACTIVE,
                        SampleBudget.METADATA));
    }

    private Budget added(Budget budget) {
        budgets().insert(budget);
        return budget;
    }

    private Budget found(Budget budget) {
        return otherNode().budgets().find(HOME, budget.id(), TIME).orElseThrow();
    }

    private List<BudgetEntry> ledger(Budget budget) {
        return budgets().ledger(HOME, budget.id(), new Window(0, 100));
    }

    private Reservation reserve(int attempt, Charge most) {
        return budgets()
                .reserve(new Reserving(call(attempt), claim.epoch(), subjects(), most), TIME);
    }

    private List<Budget> settle(int attempt, @Nullable Charge spent) {
        return otherNode().budgets().settle(call(attempt), spent, TIME);
    }

    private CallKey call(int attempt) {
        return new CallKey(session.key(), claim.turn(), StepNumber.FIRST, new Attempt(attempt));
    }

    private List<BudgetSubject> subjects() {
        return List.of(ofSession(), ofOrganisation());
    }

    private BudgetSubject ofSession() {
        return new BudgetSubject(BudgetSubject.Kind.SESSION, session.key().id().value());
    }

    private BudgetSubject ofOrganisation() {
        return new BudgetSubject(BudgetSubject.Kind.ORGANISATION, HOME.value());
    }
}
