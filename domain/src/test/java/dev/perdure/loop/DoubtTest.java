package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.answered;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.facts;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.probed;
import static dev.perdure.loop.Given.proceed;
import static dev.perdure.loop.Given.recovered;
import static dev.perdure.loop.Given.ruled;
import static dev.perdure.loop.Given.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.Finding;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.tool.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoubtTest {

    private static final TurnState ASKED = asked(OutcomePolicy.ASK);

    @Test
    void a_result_that_says_unknown_puts_the_call_in_doubt_as_a_crash_does() {
        TurnState running = after(begin(), answered(1, 1, once("a")));
        TurnInput returned =
                new TurnInput.ToolReturned(
                        new ToolCallId("a"),
                        ToolResult.unknown(),
                        Duration.ofSeconds(1),
                        Given.soon());

        assertThat(facts(running, returned)).isEqualTo(facts(running, recovered()));
    }

    @Test
    void what_the_tool_says_is_taken_for_the_result_whatever_the_policy() {
        for (OutcomePolicy policy : OutcomePolicy.values()) {
            ToolResult result = ToolResult.success("sent at ten");

            List<Event> facts = facts(inDoubt(policy), probed("a", new Finding.Done(result)));

            assertThat(ruling(facts).ruling()).isEqualTo(Ruling.TAKE_RESULT);
            assertThat(ruling(facts).by()).isEqualTo(RuledBy.PROBE);
            assertThat(result(facts)).isEqualTo(result);
        }
    }

    @Test
    void a_call_that_never_happened_is_run_under_the_next_attempt_whatever_the_policy() {
        for (OutcomePolicy policy : OutcomePolicy.values()) {
            List<Event> facts = facts(inDoubt(policy), probed("a", new Finding.NeverHappened()));

            assertThat(ruling(facts).ruling()).isEqualTo(Ruling.RUN_AGAIN);
            assertThat(((StepEvent.ToolStarted) facts.getLast()).attempt().value()).isEqualTo(2);
        }
    }

    @Test
    void a_call_that_never_happens_is_not_tried_for_ever() {
        TurnInput never = probed("a", new Finding.NeverHappened());
        TurnState again = inDoubt(OutcomePolicy.ASK);
        TurnState second = after(after(again, facts(again, never)), recoveredFrom(again, never));

        List<Event> facts = facts(second, never);

        assertThat(result(facts).status()).isEqualTo(ToolStatus.ERROR);
        assertThat(result(facts).error()).contains("2 times");
    }

    @Test
    void a_tool_that_cannot_tell_leaves_it_to_the_policy() {
        TurnState forgiving = inDoubt(OutcomePolicy.FAIL_TO_MODEL);
        TurnState bold = inDoubt(OutcomePolicy.RERUN);

        assertThat(ASKED).isInstanceOf(TurnState.AwaitingPerson.class);
        assertThat(TurnLoop.outstanding(ASKED))
                .containsExactly(
                        new TurnEffect.AwaitRuling(Given.TURN, Set.of(new ToolCallId("a"))));
        assertThat(result(facts(forgiving, unknown("a")))).isEqualTo(ToolResult.unknown());
        assertThat(facts(bold, unknown("a")).getLast()).isInstanceOf(StepEvent.ToolStarted.class);
        assertThat(ruling(facts(bold, unknown("a"))).by()).isEqualTo(RuledBy.POLICY);
    }

    @Test
    void a_policy_to_run_again_ends_with_the_attempts() {
        TurnState bold = inDoubt(OutcomePolicy.RERUN);
        TurnState second =
                after(after(bold, facts(bold, unknown("a"))), recoveredFrom(bold, unknown("a")));

        List<Event> facts = facts(second, unknown("a"));

        assertThat(ruling(facts).ruling()).isEqualTo(Ruling.TELL_MODEL);
        assertThat(after(second, facts)).isInstanceOf(TurnState.Reasoning.class);
    }

    @Test
    void what_a_person_allowed_once_is_not_run_twice_without_a_person() {
        PlannedCall allowed =
                once("a", OutcomePolicy.RERUN)
                        .with(new Clearance.Needed("agent: tool *", Given.hash("a"), "definition"));
        TurnState asked = after(begin(), answered(1, 1, allowed));
        TurnState free = after(asked, facts(asked, Given.approved("a")));
        TurnState running = after(free, facts(free, proceed()));
        TurnState doubt = after(running, facts(running, recovered()));

        List<Event> facts = facts(doubt, unknown("a"));

        assertThat(facts).singleElement().isInstanceOf(StepEvent.RulingRequested.class);
    }

    @Test
    void a_ruling_to_run_again_is_no_intent_yet_and_the_owner_starts_the_run() {
        List<Event> facts = facts(ASKED, ruled("a", new Verdict.RunAgain()));
        TurnState free = after(ASKED, facts);

        assertThat(facts).hasSize(1);
        assertThat(facts(free, recovered())).isEmpty();
        assertThat(TurnLoop.outstanding(free)).containsExactly(new TurnEffect.Advance(Given.TURN));
        assertThat(((StepEvent.ToolStarted) facts(free, proceed()).getFirst()).attempt().value())
                .isEqualTo(2);
    }

    @Test
    void a_run_that_was_ruled_and_is_cut_off_too_is_asked_about_again() {
        TurnState free = after(ASKED, facts(ASKED, ruled("a", new Verdict.RunAgain())));
        TurnState running = after(free, facts(free, proceed()));
        TurnState doubt = after(running, facts(running, recovered()));

        assertThat(after(doubt, facts(doubt, unknown("a"))))
                .isInstanceOf(TurnState.AwaitingPerson.class);
    }

    @Test
    void a_reported_result_answers_the_call() {
        ToolResult seen = ToolResult.success("It was sent.");

        List<Event> facts = facts(ASKED, ruled("a", new Verdict.TakeResult(seen)));

        assertThat(ruling(facts).by()).isEqualTo(RuledBy.CLIENT);
        assertThat(result(facts)).isEqualTo(seen);
    }

    @Test
    void a_second_ruling_is_refused_and_says_why() {
        TurnInput again = ruled("a", new Verdict.RunAgain());
        TurnState free = after(ASKED, facts(ASKED, again));
        TurnState running = after(free, facts(free, proceed()));

        assertThat(refusal(free, again)).isEqualTo(notWaiting("about to run"));
        assertThat(refusal(running, again)).isEqualTo(notWaiting("running"));
        assertThat(refusal(ASKED, ruled("z", new Verdict.TellModel())))
                .isEqualTo("No call z waits for a decision.");
    }

    @Test
    void a_cancel_gives_every_call_in_doubt_its_receipt() {
        TurnInput cancel = new TurnInput.CancelAsked("enough", Map.of());
        TurnState doubt = inDoubt(OutcomePolicy.ASK);

        assertThat(result(facts(doubt, cancel))).isEqualTo(ToolResult.unknown());
        assertThat(result(facts(ASKED, cancel))).isEqualTo(ToolResult.unknown());
    }

    @Test
    void a_turn_that_was_asked_to_stop_takes_no_ruling() {
        TurnState stopping =
                TurnLoop.evolve(ASKED, new TurnEvent.CancelRequested(Given.TURN, "enough"));

        assertThat(TurnLoop.decide(stopping, ruled("a", new Verdict.RunAgain())).isLeft()).isTrue();
    }

    @Test
    void the_time_spent_waiting_for_rulings_is_not_the_turns_and_is_counted_once() {
        TurnState two =
                after(
                        begin(),
                        answered(1, 1, once("a"), once("b")),
                        recovered(),
                        probed("a", new Finding.Unknown(), Given.at(Duration.ofMinutes(1))),
                        probed("b", new Finding.Unknown(), Given.at(Duration.ofMinutes(2))));

        TurnState one = after(two, facts(two, ruledAt("a", Duration.ofHours(20))));
        TurnState none = after(one, facts(one, ruledAt("b", Duration.ofHours(30))));

        assertThat(((TurnState.Open) one).progress().waiting().total()).isEqualTo(Duration.ZERO);
        assertThat(((TurnState.Open) none).progress().waiting().total())
                .isEqualTo(Duration.ofHours(30).minusMinutes(1));
        assertThat(((TurnState.Open) none).progress().end())
                .isEqualTo(Given.START.plus(Duration.ofHours(31)).minus(Duration.ofMinutes(1)));
    }

    @Test
    void a_ruling_of_a_clock_that_is_behind_takes_no_time_from_the_turn() {
        TurnState ruled = after(ASKED, facts(ASKED, ruledAt("a", Duration.ofHours(-5))));

        assertThat(((TurnState.Open) ruled).progress().waiting().total()).isEqualTo(Duration.ZERO);
    }

    private static TurnState inDoubt(OutcomePolicy policy) {
        return after(begin(), answered(1, 1, once("a", policy)), recovered());
    }

    private static TurnState asked(OutcomePolicy policy) {
        TurnState doubt = inDoubt(policy);
        return after(doubt, facts(doubt, unknown("a")));
    }

    /** What a new owner says of the run that followed {@code input}. */
    private static List<Event> recoveredFrom(TurnState state, TurnInput input) {
        return facts(after(state, facts(state, input)), recovered());
    }

    private static TurnInput ruledAt(String call, Duration afterStart) {
        Instant now = Given.START.plus(afterStart);
        return new TurnInput.Ruled(new ToolCallId(call), new Verdict.TellModel(), now);
    }

    private static StepEvent.OutcomeRuled ruling(List<Event> facts) {
        return (StepEvent.OutcomeRuled) facts.getFirst();
    }

    private static ToolResult result(List<Event> facts) {
        return facts.stream()
                .filter(StepEvent.ToolCompleted.class::isInstance)
                .map(fact -> ((StepEvent.ToolCompleted) fact).result())
                .findFirst()
                .orElseThrow();
    }

    private static String refusal(TurnState state, TurnInput input) {
        Refusal refusal = TurnLoop.decide(state, input).getLeft();
        return refusal.sentence();
    }

    private static String notWaiting(String why) {
        return "The call a does not wait for a decision: it is " + why + ".";
    }
}
