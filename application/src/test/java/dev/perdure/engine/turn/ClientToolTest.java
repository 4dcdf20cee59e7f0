package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.StepEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientToolTest {

    /** One place, so that a turn which kept it would be seen. */
    private static final WorkerConfig ONE_PLACE =
            new WorkerConfig(
                    1, Duration.ofMillis(100), Duration.ofMillis(5), Duration.ofSeconds(10));

    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools = new FakeTools().reading("sky", FakeTools.says("blue"));
    private final Node node =
            Node.on(InMemoryStorage.open()).model(model).tools(tools).config(ONE_PLACE).start();
    private final SessionKey session =
            node.open(
                    List.of(
                            FakeTools.definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT),
                            FakeTools.definition("tell", ToolHints.UNKNOWN, ToolOwner.CLIENT)));
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_turn_that_waits_for_the_client_holds_no_place() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        node.say(session, "Go");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);

        SessionKey other = node.open();
        TurnId elsewhere = node.say(other, "Meanwhile");

        node.story(other).awaitEnd(elsewhere);
        assertThat(status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    @Test
    void results_of_the_client_resume_the_turn() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId turn = node.say(session, "Go");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);

        handIn(turn, Map.of(new ToolCallId("a"), ToolResult.success("42")));
        story.awaitEnd(turn);

        assertThat(story.factsOf(turn))
                .containsSubsequence(
                        "ActStarted",
                        "ClientToolsRequested",
                        "ToolCompleted",
                        "ActCompleted",
                        "ReasonStarted",
                        "TurnCompleted",
                        "SessionIdled");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_part_of_the_results_leaves_the_turn_waiting_for_the_rest() throws Exception {
        model.next(Script.calls(toolCall("a", "ask"), toolCall("b", "tell")));
        TurnId turn = node.say(session, "Go");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);

        handIn(turn, Map.of(new ToolCallId("a"), ToolResult.success("42")));
        story.awaitFact(StepEvent.ToolCompleted.class);
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        handIn(turn, Map.of(new ToolCallId("b"), ToolResult.success("told")));
        story.awaitEnd(turn);

        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void tools_of_the_engine_run_while_the_client_is_asked() throws Exception {
        model.next(Script.calls(toolCall("a", "ask"), toolCall("b", "sky")));
        TurnId turn = node.say(session, "Go");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        assertThat(tools.runsOf("sky")).hasSize(1);

        handIn(turn, Map.of(new ToolCallId("a"), ToolResult.success("42")));
        story.awaitEnd(turn);

        assertThat(tools.runsOf("sky")).hasSize(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_result_that_names_another_turn_is_not_taken() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId first = node.say(session, "Go");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        node.cancel(session);
        story.awaitEnd(first);
        model.next(Script.calls(toolCall("c", "ask")));
        TurnId second = node.say(session, "Go");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        Map<ToolCallId, ToolResult> late = Map.of(new ToolCallId("c"), ToolResult.success("42"));

        assertThat(node.useCases().handInResults().handIn(session, first, late).getLeft())
                .isInstanceOf(Refusal.Conflicting.class);

        assertThat(node.useCases().handInResults().handIn(session, second, late).get()).hasSize(1);
        story.awaitEnd(second);
    }

    @Test
    void a_long_result_of_the_client_is_kept_whole_in_a_file() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId turn = node.say(session, "Go");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        String output = "x".repeat(TurnLimits.TOOL_OUTPUT_CHARACTERS + 1);

        handIn(turn, Map.of(new ToolCallId("a"), ToolResult.success(output)));
        story.awaitEnd(turn);

        assertThat(story.only(StepEvent.ToolCompleted.class).result().output())
                .contains("is in the file /outputs/ask-")
                .hasSizeLessThan(output.length());
    }

    private void handIn(TurnId turn, Map<ToolCallId, ToolResult> results) {
        assertThat(node.useCases().handInResults().handIn(session, null, results)).isNotNull();
        assertThat(story.factsOf(turn)).contains("ClientToolsRequested");
    }

    private void awaitStatus(SessionStatus wanted) {
        Await.until("status " + wanted, () -> status() == wanted);
    }

    private SessionStatus status() {
        return node.storage().log().head(session).orElseThrow().status();
    }
}
