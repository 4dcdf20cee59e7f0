package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.Finding;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomeUnknownTest {

    /** One place, so that a turn which kept it would be seen. */
    private static final WorkerConfig ONE_PLACE =
            new WorkerConfig(
                    1, Duration.ofMillis(100), Duration.ofMillis(5), Duration.ofSeconds(10));

    private static final ToolCallId CALL = new ToolCallId("a");

    private final Set<IdempotencyKey> seen = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .acting("risky", this::unknownAtFirst)
                    .acting("kept", run -> ToolResult.unknown())
                    .remembering("kept", run -> new Finding.Done(ToolResult.success("kept as 17")))
                    .acting("lost", this::unknownAtFirst)
                    .remembering("lost", run -> new Finding.NeverHappened())
                    .acting("broken", run -> ToolResult.unknown())
                    .remembering(
                            "broken",
                            run -> {
                                throw new IllegalStateException("secret detail");
                            })
                    .reading(
                            "slow",
                            run -> {
                                gate.pass();
                                return ToolResult.success("done");
                            });
    private final InMemoryStorage storage = InMemoryStorage.open();
    private final Node node =
            Node.on(storage)
                    .model(model)
                    .tools(tools)
                    .config(ONE_PLACE)
                    .whenUnknown(OutcomePolicy.ASK)
                    .start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    @Test
    void a_turn_that_waits_for_a_ruling_holds_no_place_and_is_seen_to_wait() throws Exception {
        ask();

        SessionKey other = node.open();
        node.story(other).awaitEnd(node.say(other, "Meanwhile"));

        assertThat(status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        assertThat(tools.runsOf("risky")).hasSize(1);
        assertThat(story.only(StepEvent.RulingRequested.class).call()).isEqualTo(CALL);
    }

    @Test
    void a_ruling_to_run_again_runs_the_call_once_more_under_the_same_key() throws Exception {
        TurnId turn = ask();

        rule(new Verdict.RunAgain());
        story.awaitEnd(turn);

        List<FakeTools.Run> runs = tools.runsOf("risky");
        assertThat(runs).hasSize(2);
        assertThat(runs.get(1).context().key()).isEqualTo(runs.get(0).context().key());
        assertThat(story.only(StepEvent.ToolCompleted.class).result().output())
                .isEqualTo("done now");
        assertThat(story.factsOf(turn))
                .containsSubsequence(
                        "ToolStarted",
                        "ToolOutcomeUnknown",
                        "RulingRequested",
                        "OutcomeRuled",
                        "ToolStarted",
                        "ToolCompleted",
                        "TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_reported_result_is_what_the_model_is_told() throws Exception {
        TurnId turn = ask();

        rule(new Verdict.TakeResult(ToolResult.success("It went out at ten.")));
        story.awaitEnd(turn);

        assertThat(tools.runsOf("risky")).hasSize(1);
        assertThat(story.only(StepEvent.ToolCompleted.class).result().output())
                .isEqualTo("It went out at ten.");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_ruling_to_tell_the_model_lets_the_turn_go_on_without_the_call() throws Exception {
        TurnId turn = ask();

        rule(new Verdict.TellModel());
        story.awaitEnd(turn);

        assertThat(story.only(StepEvent.ToolCompleted.class).result().status())
                .isEqualTo(ToolStatus.UNKNOWN);
        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_second_ruling_is_refused_also_after_the_turn_has_ended() throws Exception {
        TurnId turn = ask();
        rule(new Verdict.TellModel());

        assertThat(ruling(new Verdict.RunAgain()).getLeft())
                .isInstanceOf(Refusal.Conflicting.class);
        story.awaitEnd(turn);
        assertThat(ruling(new Verdict.RunAgain()).getLeft())
                .isInstanceOf(Refusal.Conflicting.class);
        assertThat(story.all(StepEvent.OutcomeRuled.class)).hasSize(1);
    }

    @Test
    void of_many_rulings_at_once_one_is_taken() throws Exception {
        TurnId turn = ask();
        Callable<Either<Refusal, Envelope>> rule = () -> ruling(new Verdict.RunAgain());
        int taken = 0;
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            for (Future<Either<Refusal, Envelope>> answer :
                    people.invokeAll(List.of(rule, rule, rule, rule, rule, rule, rule, rule))) {
                taken += answer.get().isRight() ? 1 : 0;
            }
        }
        story.awaitEnd(turn);

        assertThat(taken).isEqualTo(1);
        assertThat(tools.runsOf("risky")).hasSize(2);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_turn_that_waits_for_a_ruling_can_be_cancelled() throws Exception {
        TurnId turn = ask();

        assertThat(node.cancel(session)).isEqualTo(CancelTurn.Outcome.CANCELLED);
        story.awaitEnd(turn);

        assertThat(story.only(StepEvent.ToolCompleted.class).result().status())
                .isEqualTo(ToolStatus.UNKNOWN);
        assertThat(story.only(TurnEvent.TurnCancelled.class).turn()).isEqualTo(turn);
        assertThat(status()).isEqualTo(SessionStatus.IDLE);
        assertThat(ruling(new Verdict.RunAgain()).isLeft()).isTrue();
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_tool_that_remembers_the_call_answers_for_it_and_nobody_is_asked() throws Exception {
        TurnId turn = call("kept");
        story.awaitEnd(turn);

        assertThat(tools.runsOf("kept")).hasSize(1);
        assertThat(tools.probes().getFirst().context().key())
                .isEqualTo(tools.runsOf("kept").getFirst().context().key());
        StepEvent.OutcomeRuled ruled = story.only(StepEvent.OutcomeRuled.class);
        assertThat(ruled.by()).isEqualTo(RuledBy.PROBE);
        assertThat(ruled.ruling()).isEqualTo(Ruling.TAKE_RESULT);
        assertThat(story.only(StepEvent.ToolCompleted.class).result().output())
                .isEqualTo("kept as 17");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_call_of_which_its_tool_says_that_it_never_happened_is_run_again() throws Exception {
        TurnId turn = call("lost");
        story.awaitEnd(turn);

        List<FakeTools.Run> runs = tools.runsOf("lost");
        assertThat(runs).hasSize(2);
        assertThat(runs.get(1).context().key()).isEqualTo(runs.get(0).context().key());
        assertThat(story.only(StepEvent.OutcomeRuled.class).ruling()).isEqualTo(Ruling.RUN_AGAIN);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_tool_that_fails_to_say_what_became_of_a_call_leaves_it_to_somebody_else()
            throws Exception {
        call("broken");

        story.awaitFact(StepEvent.RulingRequested.class);
        awaitWaiting();
    }

    @Test
    void a_ruling_is_taken_while_another_tool_runs_and_the_call_starts_beside_it()
            throws Exception {
        model.next(Script.calls(toolCall("a", "risky"), toolCall("b", "slow")));
        TurnId turn = node.say(session, "Go");
        story.awaitFact(StepEvent.RulingRequested.class);
        gate.awaitReached();
        assertThat(status()).isEqualTo(SessionStatus.ACTIVE);

        rule(new Verdict.RunAgain());
        Await.until("the second run", () -> tools.runsOf("risky").size() == 2);
        gate.open();
        story.awaitEnd(turn);

        assertThat(tools.runsOf("slow")).hasSize(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_ruling_on_a_session_nobody_knows_is_refused_as_such() {
        SessionKey gone = node.open();
        node.useCases().removeSession().remove(gone);

        assertThat(
                        node.useCases()
                                .ruleOutcome()
                                .rule(gone, CALL, new Verdict.TellModel())
                                .getLeft())
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void a_policy_to_run_again_asks_nobody() throws Exception {
        try (Node bold =
                Node.on(storage.node())
                        .model(model)
                        .tools(tools)
                        .whenUnknown(OutcomePolicy.RERUN)
                        .start()) {
            node.close();
            SessionKey own = bold.open();
            model.next(Script.calls(toolCall("a", "risky")));
            bold.story(own).awaitEnd(bold.say(own, "Go"));

            assertThat(tools.runsOf("risky")).hasSize(2);
            assertThat(bold.story(own).only(StepEvent.OutcomeRuled.class).by())
                    .isEqualTo(RuledBy.POLICY);
            Invariants.holdWhenSettled(bold.story(own));
        }
    }

    /** Has a turn wait for a ruling on its only call. */
    private TurnId ask() throws Exception {
        TurnId turn = call("risky");
        story.awaitFact(StepEvent.RulingRequested.class);
        awaitWaiting();
        return turn;
    }

    private TurnId call(String tool) {
        model.next(Script.calls(toolCall("a", tool)));
        return node.say(session, "Go");
    }

    private ToolResult unknownAtFirst(FakeTools.Run run) {
        return seen.add(run.context().key())
                ? ToolResult.unknown()
                : ToolResult.success("done now");
    }

    private void rule(Verdict verdict) {
        assertThat(ruling(verdict).isRight()).isTrue();
    }

    private Either<Refusal, Envelope> ruling(Verdict verdict) {
        return node.useCases().ruleOutcome().rule(session, CALL, verdict);
    }

    private void awaitWaiting() {
        Await.until(
                "a session that waits", () -> status() == SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    private SessionStatus status() {
        return storage.log().head(session).orElseThrow().status();
    }
}
