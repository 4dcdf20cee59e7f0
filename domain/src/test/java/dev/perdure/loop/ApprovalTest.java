package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.answered;
import static dev.perdure.loop.Given.approved;
import static dev.perdure.loop.Given.barred;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.client;
import static dev.perdure.loop.Given.facts;
import static dev.perdure.loop.Given.hash;
import static dev.perdure.loop.Given.needsLeave;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.rejected;
import static dev.perdure.loop.Given.results;
import static dev.perdure.loop.Given.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonText;
import dev.perdure.tool.Approval;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that run only after a person has allowed them. */
class ApprovalTest {

    private static final TurnState ASKED = after(begin(), answered(1, 1, needsLeave("a")));
    private static final JsonText EDITED = new JsonText("{ \"to\" : \"someone else\" }");

    @Test
    void a_call_is_asked_about_with_its_exact_bytes_and_does_not_start() {
        List<Event> facts = facts(after(begin()), answered(1, 1, needsLeave("a"), once("b")));

        StepEvent.ApprovalRequested asked = only(facts, StepEvent.ApprovalRequested.class);
        assertThat(asked.call()).isEqualTo(Given.call("a"));
        assertThat(asked.hash()).isEqualTo(hash("a"));
        assertThat(asked.rule()).isEqualTo("agent: tool *");
        assertThat(only(facts, StepEvent.ToolStarted.class).call().id().value()).isEqualTo("b");
    }

    @Test
    void what_was_allowed_is_what_is_to_run_and_by_that_hash() {
        TurnState allowed = after(ASKED, facts(ASKED, approved("a")));
        TurnState started = after(allowed, facts(allowed, Given.proceed()));

        assertThat(TurnLoop.outstanding(started))
                .containsExactly(
                        new TurnEffect.RunTool(
                                Given.TURN,
                                ((TurnState.Open) started).progress().step(),
                                Attempt.FIRST,
                                Given.call("a"),
                                hash("a")));
    }

    @Test
    void edited_arguments_run_byte_for_byte_under_a_hash_of_their_own() {
        List<Event> decided = facts(ASKED, edit());
        TurnState allowed = after(ASKED, decided);
        List<Event> started = facts(allowed, Given.proceed());

        StepEvent.ApprovalDecided fact = only(decided, StepEvent.ApprovalDecided.class);
        ToolCall edited = new ToolCall(fact.call(), fact.tool(), EDITED);
        assertThat(fact.approval()).isEqualTo(Approval.EDITED);
        assertThat(fact.hash())
                .isEqualTo(
                        new CallIdentity(Given.SESSION, Given.TURN, edited, "definition").hash());
        assertThat(only(started, StepEvent.ToolStarted.class).call()).isEqualTo(edited);
    }

    @Test
    void the_same_bytes_again_are_no_edit() {
        TurnInput same = answer(new ApprovalAnswer.Edit(Given.call("a").arguments()));

        StepEvent.ApprovalDecided fact = only(facts(ASKED, same), StepEvent.ApprovalDecided.class);

        assertThat(fact.approval()).isEqualTo(Approval.APPROVED);
        assertThat(fact.hash()).isEqualTo(hash("a"));
    }

    @Test
    void the_model_is_told_that_what_ran_was_not_its_own() {
        Story story = Story.begun().received(1).started(1).answered(1, "x", needsLeave("a"));
        story.decided(1, edit()).decided(1, Given.proceed()).decided(1, returned("a"));

        assertThat(story.shown().getLast())
                .startsWith("a: [A person changed the arguments of this call")
                .contains(EDITED.text())
                .endsWith("]\n5");
    }

    @Test
    void a_rejected_call_never_starts_and_the_model_is_told_why() {
        TurnInput no =
                new TurnInput.ApprovalAnswered(
                        Given.SESSION,
                        Given.call("a").id(),
                        hash("a"),
                        new ApprovalAnswer.Reject(),
                        "somebody",
                        "Not on a Sunday.",
                        Given.START);

        List<Event> facts = facts(ASKED, no);
        TurnState told = after(ASKED, facts);

        ToolResult result = only(facts, StepEvent.ToolCompleted.class).result();
        assertThat(result.status()).isEqualTo(ToolStatus.ERROR);
        assertThat(result.error()).endsWith("They say: Not on a Sunday.");
        assertThat(facts(told, Given.proceed()))
                .noneMatch(StepEvent.ToolStarted.class::isInstance)
                .anyMatch(StepEvent.ReasonStarted.class::isInstance);
    }

    @Test
    void an_answer_to_another_hash_is_refused_and_changes_nothing() {
        TurnInput other = Given.approval("a", hash("b"), new ApprovalAnswer.Approve(), Given.START);

        assertThat(TurnLoop.decide(ASKED, other).getLeft().sentence())
                .isEqualTo(
                        "The call a is not the one that was decided about: its hash is another.");
    }

    @Test
    void a_second_answer_is_refused_whatever_it_says() {
        TurnState allowed = after(ASKED, facts(ASKED, approved("a")));
        TurnState rejected = after(ASKED, facts(ASKED, rejected("a")));

        assertThat(TurnLoop.decide(allowed, rejected("a")).getLeft().sentence())
                .isEqualTo("The call a does not wait for approval: it is about to run.");
        assertThat(TurnLoop.decide(rejected, approved("a")).getLeft().sentence())
                .isEqualTo("The call a does not wait for approval: it is answered.");
    }

    @Test
    void a_call_that_never_ran_is_not_said_to_be_of_unknown_outcome() {
        TurnInput cancel = new TurnInput.CancelAsked("enough", Map.of());

        assertThat(facts(ASKED, cancel)).noneMatch(StepEvent.ToolCompleted.class::isInstance);
    }

    @Test
    void a_turn_that_was_asked_to_stop_takes_no_approval() {
        TurnState stopping =
                TurnLoop.evolve(ASKED, new TurnEvent.CancelRequested(Given.TURN, "enough"));

        assertThat(TurnLoop.decide(stopping, approved("a")).isLeft()).isTrue();
    }

    @Test
    void waiting_for_a_person_or_the_client_is_not_the_turns_time() {
        Instant late = Given.START.plus(Duration.ofDays(30));
        TurnState two = after(begin(), answered(1, 1, needsLeave("a"), client("b")));
        TurnState one = after(two, facts(two, rejectedAt("a", late)));

        assertThat(((TurnState.Open) one).progress().end()).isEqualTo(Instant.MAX);
        TurnState none =
                after(
                        one,
                        facts(
                                one,
                                new TurnInput.ClientResults(
                                        Map.of(Given.call("b").id(), ToolResult.success("6")),
                                        late.plusSeconds(60))));
        assertThat(((TurnState.Open) none).progress().end())
                .isEqualTo(late.plusSeconds(59).plus(Given.LIMITS.turnTime()));
    }

    @Test
    void a_barred_call_is_answered_at_once_and_the_model_goes_on() {
        List<Event> facts = facts(after(begin()), answered(1, 1, barred("a"), barred("b")));

        assertThat(facts)
                .filteredOn(StepEvent.ToolCompleted.class::isInstance)
                .hasSize(2)
                .allMatch(fact ->
                        ((StepEvent.ToolCompleted) fact)
                                .result()
                                .error()
                                .equals("The arguments lack a name."));
        assertThat(facts)
                .noneMatch(StepEvent.ToolStarted.class::isInstance)
                .anyMatch(StepEvent.ReasonStarted.class::isInstance);
    }

    @Test
    void calls_of_one_class_run_one_after_the_other_and_others_beside_them() {
        TurnState running =
                after(
                        new TurnInput.Begin(
                                null, Given.MODEL, Given.limits(3, 2, 8), Given.at(Duration.ZERO)),
                        answered(1, 1, inClass("a"), inClass("b"), once("c")));

        assertThat(runs(running)).containsExactly("a", "c");
        assertThat(runs(after(running, facts(running, returned("c"))))).containsExactly("a");
        assertThat(runs(after(running, facts(running, returned("a"))))).containsExactly("b", "c");
    }

    @Test
    void a_client_that_owes_nothing_has_no_time_that_could_be_up() {
        TurnState waiting = after(begin(), answered(1, 1, client("a")));

        assertThat(
                        TurnLoop.decide(
                                        waiting,
                                        new TurnInput.ClientTimeUp(Given.at(Duration.ofDays(9))))
                                .isLeft())
                .isTrue();
        assertThat(after(waiting, facts(waiting, results("a"))))
                .isInstanceOf(TurnState.Acting.class);
    }

    private static PlannedCall inClass(String id) {
        PlannedCall call = once(id);
        return new PlannedCall(
                call.call(),
                call.owner(),
                call.repeatable(),
                call.whenUnknown(),
                call.clearance(),
                "files");
    }

    private static List<String> runs(TurnState state) {
        return TurnLoop.outstanding(state).stream()
                .filter(TurnEffect.RunTool.class::isInstance)
                .map(effect -> ((TurnEffect.RunTool) effect).call().id().value())
                .toList();
    }

    private static TurnInput edit() {
        return answer(new ApprovalAnswer.Edit(EDITED));
    }

    private static TurnInput answer(ApprovalAnswer answer) {
        return Given.approval("a", hash("a"), answer, Given.START.plusSeconds(1));
    }

    private static TurnInput rejectedAt(String id, Instant now) {
        return Given.approval(id, hash(id), new ApprovalAnswer.Reject(), now);
    }

    private static <T extends Event> T only(List<Event> facts, Class<T> kind) {
        List<T> found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
