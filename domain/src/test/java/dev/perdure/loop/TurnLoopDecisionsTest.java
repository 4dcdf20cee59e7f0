package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.answered;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.client;
import static dev.perdure.loop.Given.facts;
import static dev.perdure.loop.Given.failed;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.readOnly;
import static dev.perdure.loop.Given.recovered;
import static dev.perdure.loop.Given.results;
import static dev.perdure.loop.Given.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.NextMove;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TurnLoopDecisionsTest {

    private static final TurnState REASONING = after(begin());
    private static final TurnState TWO_RUNNING =
            after(begin(), answered(1, 1, once("a"), readOnly("b")));

    @Test
    void a_turn_that_begins_announces_the_model_call_it_is_about_to_make() {
        assertThat(facts(Given.QUEUED, begin()))
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly(
                        "SessionActivated", "TurnStarted", "ReasonStarted", "OutputStarted");
        assertThat(TurnLoop.outstanding(REASONING))
                .singleElement()
                .isInstanceOf(TurnEffect.CallModel.class);
    }

    @Test
    void as_many_tools_start_at_once_as_the_bound_allows_and_the_others_as_places_become_free() {
        TurnState state =
                after(begin(), answered(1, 1, once("a"), once("b"), once("c"), once("d")));
        assertThat(running(state)).containsExactly("a", "b");

        state = after(state, facts(state, returned("b")));
        assertThat(running(state)).containsExactlyInAnyOrder("a", "c");

        state = after(state, facts(state, returned("a")));
        assertThat(running(state)).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    void results_are_taken_in_whatever_order_they_come() {
        TurnState state =
                after(
                        begin(),
                        answered(1, 1, once("a"), client("b"), readOnly("c")),
                        results("b"),
                        returned("c"),
                        returned("a"));

        assertThat(state).isInstanceOf(TurnState.Reasoning.class);
        assertThat(((TurnState.Reasoning) state).progress().step().value()).isEqualTo(2);
    }

    @Test
    void results_of_calls_the_client_does_not_owe_are_passed_over() {
        TurnState state = after(begin(), answered(1, 1, once("a"), client("b")));

        assertThat(facts(state, results("a", "b", "z"))).hasSize(1);
        assertThat(TurnLoop.decide(state, results("a", "z")).isLeft()).isTrue();
    }

    @Test
    void what_belongs_to_another_attempt_step_or_call_is_refused() {
        TurnState second = after(begin(), recovered());

        assertThat(TurnLoop.decide(second, answered(1, 1)).isLeft()).isTrue();
        assertThat(TurnLoop.decide(second, answered(2, 2)).isLeft()).isTrue();
        assertThat(TurnLoop.decide(second, failed(1, 1, new NextMove.RetryNow())).isLeft())
                .isTrue();
        assertThat(TurnLoop.decide(TWO_RUNNING, returned("z")).isLeft()).isTrue();
        TurnState oneDone = after(TWO_RUNNING, facts(TWO_RUNNING, returned("a")));
        assertThat(TurnLoop.decide(oneDone, returned("a")).isLeft()).isTrue();
    }

    @Test
    void a_new_owner_repeats_a_harmless_run_and_asks_the_tool_of_any_other() {
        List<Event> facts = facts(TWO_RUNNING, recovered());

        assertThat(facts).hasSize(2);
        assertThat(facts.get(0)).isInstanceOf(StepEvent.ToolOutcomeUnknown.class);
        assertThat(((StepEvent.ToolStarted) facts.get(1)).attempt().value()).isEqualTo(2);
        TurnState state = after(TWO_RUNNING, facts);
        assertThat(running(state)).containsExactly("b");
        assertThat(TurnLoop.outstanding(state))
                .filteredOn(TurnEffect.ProbeTool.class::isInstance)
                .hasSize(1);
    }

    @Test
    void a_harmless_run_is_repeated_no_more_often_than_the_bound_allows() {
        TurnState state = after(begin(), answered(1, 1, readOnly("a")), recovered());

        List<Event> facts = facts(state, recovered());
        TurnState doubt = after(state, facts);
        List<Event> told = facts(doubt, Given.unknown("a"));

        assertThat(facts.getFirst()).isInstanceOf(StepEvent.ToolOutcomeUnknown.class);
        assertThat(((StepEvent.OutcomeRuled) told.getFirst()).ruling())
                .isEqualTo(Ruling.TELL_MODEL);
        assertThat(after(doubt, told)).isInstanceOf(TurnState.Reasoning.class);
    }

    @Test
    void a_model_that_refuses_for_good_and_one_that_never_answers_are_told_apart() {
        TurnState second = after(begin(), recovered());

        assertThat(end(REASONING, failed(1, 1, new NextMove.GiveUp())))
                .isEqualTo(FailureReason.MODEL_REFUSED);
        assertThat(end(REASONING, failed(1, 1, new NextMove.Shrink())))
                .isEqualTo(FailureReason.MODEL_REFUSED);
        assertThat(end(second, failed(1, 2, new NextMove.GiveUp())))
                .isEqualTo(FailureReason.MODEL_REFUSED);
        assertThat(end(second, failed(1, 2, new NextMove.BackOff())))
                .isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
    }

    @Test
    void a_pause_the_turn_cannot_outlast_seals_it_at_once_however_long_it_is() {
        for (Duration pause : List.of(Duration.ofHours(1), Duration.ofSeconds(Long.MAX_VALUE))) {
            List<Event> facts = facts(REASONING, failed(1, 1, new NextMove.RetryAfter(pause)));

            assertThat(((StepEvent.ReasonFailed) facts.getFirst()).retryAt()).isNull();
            assertThat(((TurnEvent.TurnSealed) facts.get(1)).reason())
                    .isEqualTo(SealReason.TURN_TIME);
        }
    }

    @Test
    void a_sealed_turn_counts_the_steps_that_began() {
        TurnState acting = after(begin(), answered(1, 1, once("a")));
        TurnState second = after(begin(), answered(1, 1, once("a")), returned("a"));

        assertThat(sealed(acting, returned("a", Given.tooLate())).steps()).isEqualTo(1);
        assertThat(sealed(second, new TurnInput.Recovered(Given.tooLate())).steps()).isEqualTo(2);
        assertThat(sealed(second, new TurnInput.BoundHit(SealReason.OUTPUT_CHARACTERS)).steps())
                .isEqualTo(2);
    }

    static List<TurnInput> endings() {
        return List.of(
                new TurnInput.BoundHit(SealReason.TURN_TIME),
                new TurnInput.NotRunnable(Refusal.noSuchModel("none")),
                new TurnInput.CancelAsked("enough", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void whatever_ends_a_turn_gives_every_run_under_way_a_receipt(TurnInput ending) {
        TurnState state = after(begin(), answered(1, 1, once("a"), readOnly("b"), once("c")));

        List<StepEvent.ToolCompleted> receipts =
                facts(state, ending).stream()
                        .filter(StepEvent.ToolCompleted.class::isInstance)
                        .map(StepEvent.ToolCompleted.class::cast)
                        .toList();

        assertThat(receipts)
                .extracting(receipt -> receipt.call().value() + receipt.result().status())
                .containsExactly("aUNKNOWN", "bUNKNOWN");
    }

    @Test
    void a_cancel_records_what_is_known_of_the_runs_it_interrupted() {
        Map<ToolCallId, ToolResult> known = Map.of(new ToolCallId("b"), ToolResult.cancelled());

        List<Event> facts = facts(TWO_RUNNING, new TurnInput.CancelAsked("enough", known));

        assertThat(facts).hasSize(4);
        assertThat(((StepEvent.ToolCompleted) facts.get(0)).result().status())
                .isEqualTo(ToolStatus.UNKNOWN);
        assertThat(((StepEvent.ToolCompleted) facts.get(1)).result().status())
                .isEqualTo(ToolStatus.CANCELLED);
        assertThat(facts.get(2)).isInstanceOf(TurnEvent.TurnCancelled.class);
    }

    @Test
    void
            a_wish_to_stop_replaces_every_effect_by_an_abort_and_is_not_outrun_by_what_arrives_with_it() {
        TurnEvent wish = new TurnEvent.CancelRequested(Given.TURN, "enough");
        for (TransitionCases.Case given : TransitionCases.all()) {
            TurnState asked = TurnLoop.evolve(given.from(), wish);
            assertThat(TurnLoop.outstanding(asked))
                    .as(given.name())
                    .containsExactly(new TurnEffect.Abort(Given.TURN, "enough"));

            List<Event> facts =
                    TurnLoop.decide(asked, given.input()).map(Decision::facts).getOrElse(List.of());
            assertThat(facts)
                    .as(given.name())
                    .noneMatch(StepEvent.ReasonStarted.class::isInstance)
                    .noneMatch(StepEvent.ToolStarted.class::isInstance)
                    .noneMatch(TurnEvent.TurnCompleted.class::isInstance);
            TurnState next = after(asked, facts);
            assertThat(TurnLoop.outstanding(next))
                    .as(given.name())
                    .isEqualTo(
                            next instanceof TurnState.Ended
                                    ? List.of()
                                    : List.of(new TurnEffect.Abort(Given.TURN, "enough")));
        }
    }

    @Test
    void the_first_result_of_a_call_stands() {
        TurnState oneDone = after(TWO_RUNNING, facts(TWO_RUNNING, returned("a")));
        StepEvent.ToolCompleted again =
                new StepEvent.ToolCompleted(
                        Given.TURN,
                        StepNumber.FIRST,
                        new ToolCallId("a"),
                        "tool_a",
                        ToolResult.error("No."),
                        Duration.ZERO);

        assertThat(TurnLoop.evolve(oneDone, again)).isEqualTo(oneDone);
    }

    @Test
    void usage_adds_up_over_all_attempts_and_steps() {
        TurnState state =
                after(
                        begin(),
                        failed(1, 1, new NextMove.RetryNow()),
                        new TurnInput.TimerRang(Given.soon()),
                        answered(1, 2, once("a")),
                        returned("a"));

        TurnEvent.TurnCompleted end = (TurnEvent.TurnCompleted) facts(state, answered(2, 1)).get(3);

        assertThat(end.usage().input()).isEqualTo(30);
        assertThat(end.usage().output()).isEqualTo(15);
        assertThat(end.modelCalls()).isEqualTo(3);
        assertThat(end.toolCalls()).isEqualTo(1);
        assertThat(end.steps()).isEqualTo(2);
    }

    @Test
    void a_preview_never_cuts_a_character_in_two() {
        String text = "x".repeat(199) + "🙂🙂";

        StepEvent.ReasonCompleted fact =
                (StepEvent.ReasonCompleted)
                        facts(
                                        REASONING,
                                        new TurnInput.ModelAnswered(
                                                StepNumber.FIRST,
                                                Attempt.FIRST,
                                                Given.answer(text),
                                                Given.soon()))
                                .getFirst();

        assertThat(fact.textPreview()).isEqualTo("x".repeat(199));
    }

    @Test
    void a_call_that_failed_and_one_that_was_cut_off_are_accounted_with_the_one_that_answered() {
        TurnState due = rung(after(begin(), failed(1, 1, new NextMove.RetryNow())));
        TurnState cut = after(begin(), recovered());

        TurnEvent.TurnCompleted afterFailure = completed(due, 2);
        TurnEvent.TurnCompleted afterCut = completed(cut, 2);

        assertThat(afterFailure.usage()).isEqualTo(Given.SPENT.plus(Given.SPENT));
        assertThat(afterFailure.modelCalls()).isEqualTo(2);
        assertThat(afterCut.usage()).isEqualTo(Given.SPENT);
        assertThat(afterCut.modelCalls()).isEqualTo(2);
    }

    private static TurnState rung(TurnState waiting) {
        TurnInput rang = new TurnInput.TimerRang(Given.at(Duration.ofMinutes(2)));
        return after(waiting, facts(waiting, rang));
    }

    private static TurnEvent.TurnCompleted completed(TurnState state, int attempt) {
        return facts(state, answered(1, attempt)).stream()
                .filter(TurnEvent.TurnCompleted.class::isInstance)
                .map(TurnEvent.TurnCompleted.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static FailureReason end(TurnState state, TurnInput input) {
        return ((TurnState.Failed) after(state, facts(state, input))).reason();
    }

    private static TurnEvent.TurnSealed sealed(TurnState state, TurnInput input) {
        List<Event> facts = facts(state, input);
        return (TurnEvent.TurnSealed) facts.get(facts.size() - 2);
    }

    private static Set<String> running(TurnState state) {
        return TurnLoop.outstanding(state).stream()
                .filter(TurnEffect.RunTool.class::isInstance)
                .map(effect -> ((TurnEffect.RunTool) effect).call().id().value())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
