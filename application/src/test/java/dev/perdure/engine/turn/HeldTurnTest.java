package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetPeriod;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.engine.budget.BudgetDraft;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.store.BudgetChange;
import dev.perdure.engine.store.Window;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Turns whose calls are reserved for from a budget. */
class HeldTurnTest {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final String WIDE = "1000000";

    /** What a scripted answer reports: less than any call is thought to take. */
    private static final BigDecimal ANSWER = new BigDecimal(15);

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();
    private final Node node = Node.on(storage).model(model).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);
    private final BudgetCases budgets = node.useCases().budgets();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void what_a_call_took_is_spent_from_every_budget_that_concerns_it() throws Exception {
        Budget own = ofSession(WIDE);
        Budget all = added(new BudgetSubject(BudgetSubject.Kind.ORGANISATION, HOME.value()), WIDE);
        Budget other =
                added(
                        new BudgetSubject(BudgetSubject.Kind.SESSION, node.open().id().value()),
                        WIDE);

        story.awaitEnd(node.say(session, "Hi"));

        for (Budget budget : List.of(own, all)) {
            assertThat(now(budget).account().spent()).isEqualTo(ANSWER);
            assertThat(now(budget).account().reserved()).isEqualTo(BigDecimal.ZERO);
            assertThat(ledger(budget))
                    .extracting(BudgetEntry::source)
                    .containsExactly(BudgetEntry.Source.MODEL_CALL);
        }
        assertThat(now(other).account().spent()).isEqualTo(BigDecimal.ZERO);
        Invariants.holdWhenSettled(story);
    }

    static Stream<Consumer<HeldTurnTest>> relief() {
        return Stream.of(
                test -> test.budgets.keep().topUp(HOME, test.only().id(), amount(WIDE), ""),
                test -> test.revise(Optional.of(amount(WIDE)), Optional.empty()),
                test -> test.revise(Optional.empty(), Optional.of(BudgetTerms.Mode.DISABLED)),
                test -> test.budgets.keep().remove(HOME, test.only().id()));
    }

    @ParameterizedTest
    @MethodSource("relief")
    void a_call_without_room_is_not_made_and_the_turn_goes_on_when_there_is(
            Consumer<HeldTurnTest> relief) throws Exception {
        Budget budget = ofSession("100");

        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.ReasonFailed.class);

        assertThat(model.requests()).isEmpty();
        assertThat(now(budget).account().reserved()).isEqualTo(BigDecimal.ZERO);
        assertThat(node.useCases().explainSession().explain(session).get().sentence())
                .contains(budget.id().value() + " of this session has 100 tokens left")
                .contains("the next call may take")
                .contains("it never fits in before max_tokens");
        relief.accept(this);
        story.awaitEnd(turn);

        assertThat(model.requests()).hasSize(1);
        story.only(StepEvent.BudgetReached.class);
        story.only(StepEvent.BudgetResumed.class);
        assertThat(story.only(TurnEvent.TurnCompleted.class).modelCalls()).isOne();
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_turn_that_nobody_wakes_looks_by_itself() throws Exception {
        Budget budget = ofSession("100");

        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.ReasonFailed.class);
        storage.budgets()
                .change(
                        HOME,
                        budget.id(),
                        BudgetChange.of(
                                held -> held.topUp(amount(WIDE), storage.clock().instant())),
                        storage.clock().instant());
        story.awaitEnd(turn);

        story.only(StepEvent.BudgetResumed.class);
        assertThat(now(budget).account().spent()).isEqualTo(ANSWER);
    }

    @Test
    void a_budget_that_is_paused_holds_its_turns_until_somebody_goes_on() throws Exception {
        ofSession(WIDE);
        revise(Optional.empty(), Optional.of(BudgetTerms.Mode.PAUSED));

        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.ReasonFailed.class);

        assertThat(story.only(StepEvent.BudgetReached.class).notice().paused()).isTrue();
        assertThat(budgets.resume().resume(storage.sessions().find(session).orElseThrow())).isOne();
        story.awaitEnd(turn);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void a_new_period_goes_on_with_what_the_one_before_held() throws Exception {
        BudgetPeriod period = new BudgetPeriod.Rolling(Duration.ofSeconds(3));
        Budget budget = added(ofThisSession(), "30000", null, period);
        story.awaitEnd(node.say(session, "One"));
        storage.budgets()
                .change(
                        HOME,
                        budget.id(),
                        BudgetChange.of(used -> used.settle(BigDecimal.ZERO, amount("30000"))),
                        storage.clock().instant());

        story.awaitEnd(node.say(session, "Two"));

        assertThat(story.all(TurnEvent.TurnCompleted.class)).hasSize(2);
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void what_a_provider_refuses_costs_nothing() throws Exception {
        Budget budget = ofSession(WIDE);
        model.next(
                Script.fails(
                        FailureKind.RATE_LIMITED, new NextMove.RetryAfter(Duration.ofMillis(5))));

        story.awaitEnd(node.say(session, "Hi"));

        assertThat(model.requests()).hasSize(2);
        assertThat(now(budget).account().spent()).isEqualTo(ANSWER);
    }

    @Test
    void a_call_that_never_reached_its_provider_costs_nothing() throws Exception {
        Budget budget = ofSession(WIDE);
        model.next(new Script().unreachable());

        story.awaitEnd(node.say(session, "Hi"));

        assertThat(now(budget).account().spent()).isEqualTo(BigDecimal.ZERO);
        assertThat(now(budget).account().reserved()).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void a_call_that_broke_off_or_was_cancelled_costs_what_it_may_have_cost() throws Exception {
        Budget budget = ofSession(WIDE);
        Gate gate = new Gate();
        model.next(Script.started().text("Hel").hold(gate));

        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.OutputStarted.class);
        gate.awaitReached();
        node.cancel(session);
        story.awaitEnd(turn);

        Budget after = now(budget);
        assertThat(after.account().reserved()).isEqualTo(BigDecimal.ZERO);
        assertThat(after.account().spent()).isGreaterThan(amount("16384"));
        assertThat(ledger(budget))
                .extracting(BudgetEntry::source)
                .containsExactly(BudgetEntry.Source.UNREPORTED_CALL);
    }

    @Test
    void a_model_of_unknown_price_is_not_called_where_dollars_are_counted() throws Exception {
        budgets.keep()
                .add(
                        HOME,
                        new BudgetDraft(
                                ofThisSession(),
                                BudgetCurrency.USD,
                                amount(WIDE),
                                null,
                                null,
                                JsonObject.empty()));

        story.awaitEnd(node.say(session, "Hi"));

        assertThat(model.requests()).isEmpty();
        assertThat(story.only(TurnEvent.TurnFailed.class).sentence())
                .contains("nobody knows what this model costs");
    }

    @Test
    void the_soft_limit_is_warned_of_once_and_stops_nothing() throws Exception {
        added(ofThisSession(), WIDE, "20", null);

        for (String text : List.of("One", "Two", "Three")) {
            story.awaitEnd(node.say(session, text));
        }

        assertThat(story.all(TurnEvent.TurnCompleted.class)).hasSize(3);
        StepEvent.BudgetWarned warned = story.only(StepEvent.BudgetWarned.class);
        assertThat(warned.notice().balance()).isEqualTo(amount("999970"));
    }

    private void revise(Optional<BigDecimal> limit, Optional<BudgetTerms.Mode> mode) {
        budgets.keep()
                .revise(
                        HOME,
                        only().id(),
                        terms ->
                                new BudgetTerms(
                                        terms.subject(),
                                        terms.currency(),
                                        limit.orElse(terms.limit()),
                                        terms.softLimit(),
                                        terms.period(),
                                        mode.orElse(terms.mode()),
                                        terms.metadata()));
    }

    private Budget only() {
        return budgets.read().list(HOME).getFirst();
    }

    private Budget now(Budget budget) {
        return budgets.read().find(HOME, budget.id()).get();
    }

    private List<BudgetEntry> ledger(Budget budget) {
        return budgets.read().ledger(HOME, budget.id(), new Window(0, 100)).get();
    }

    private Budget ofSession(String tokens) {
        return added(ofThisSession(), tokens);
    }

    private BudgetSubject ofThisSession() {
        return new BudgetSubject(BudgetSubject.Kind.SESSION, session.id().value());
    }

    private Budget added(BudgetSubject subject, String tokens) {
        return added(subject, tokens, null, null);
    }

    private Budget added(
            BudgetSubject subject,
            String tokens,
            @Nullable String softLimit,
            @Nullable BudgetPeriod period) {
        return budgets.keep()
                .add(
                        HOME,
                        new BudgetDraft(
                                subject,
                                BudgetCurrency.TOKENS,
                                amount(tokens),
                                softLimit == null ? null : amount(softLimit),
                                period,
                                JsonObject.empty()))
                .get();
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
