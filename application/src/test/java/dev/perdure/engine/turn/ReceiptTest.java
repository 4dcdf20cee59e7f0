package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.PatientTiming;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.event.StepEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is recorded of a tool that a cancel interrupts. No tool is too slow for it. */
class ReceiptTest {

    private final Gate gate = new Gate();
    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .reading("looks", this::obey)
                    .acting("sends", this::obey)
                    .acting("breaks", this::breakOff)
                    .reading("falters", this::breakOff)
                    .acting("hurries", this::hurry)
                    .acting(
                            "deaf",
                            call -> {
                                gate.passDeaf();
                                return ToolResult.success("done");
                            });
    private final Node node =
            Node.on(storage).model(model).tools(tools).timing(new PatientTiming()).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    @Test
    void a_tool_that_changes_nothing_and_stops_when_asked_was_cancelled() throws Exception {
        assertThat(receiptOf("looks")).isEqualTo(ToolResult.cancelled());
    }

    @Test
    void of_a_tool_that_acts_and_stops_when_asked_nobody_knows_what_it_did() throws Exception {
        assertThat(receiptOf("sends")).isEqualTo(ToolResult.unknown());
    }

    @Test
    void of_a_tool_that_acts_and_fails_when_it_is_asked_to_stop_nobody_knows_what_it_did()
            throws Exception {
        assertThat(receiptOf("breaks")).isEqualTo(ToolResult.unknown());
    }

    @Test
    void a_tool_that_changes_nothing_and_fails_when_it_is_asked_to_stop_has_failed()
            throws Exception {
        assertThat(receiptOf("falters")).isEqualTo(ToolResult.error("The tool falters failed."));
    }

    @Test
    void a_tool_that_says_what_it_did_is_believed() throws Exception {
        assertThat(receiptOf("hurries")).isEqualTo(ToolResult.success("half done"));
    }

    @Test
    void the_answer_to_a_cancel_does_not_wait_for_the_tool() throws Exception {
        model.next(Script.calls(toolCall("a", "deaf")));
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        assertThat(node.cancel(session)).isEqualTo(CancelTurn.Outcome.CANCELLED);

        assertThat(story.factsOf(turn)).endsWith("CancelRequested");
        gate.open();
        story.awaitEnd(turn);
        assertThat(story.only(StepEvent.ToolCompleted.class).result())
                .isEqualTo(ToolResult.success("done"));
    }

    private ToolResult receiptOf(String tool) throws InterruptedException {
        model.next(Script.calls(toolCall("a", tool)));
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        node.cancel(session);
        story.awaitEnd(turn);

        gate.awaitInterrupted();
        assertThat(story.lastRecordsOf(turn, 2)).containsExactly("TurnCancelled", "SessionIdled");
        Invariants.holdWhenSettled(story);
        return story.only(StepEvent.ToolCompleted.class).result();
    }

    private ToolResult obey(FakeTools.Run run) throws InterruptedException {
        gate.pass();
        return ToolResult.success("done");
    }

    private ToolResult breakOff(FakeTools.Run run) {
        try {
            return obey(run);
        } catch (InterruptedException asked) {
            throw new IllegalStateException("asked to stop", asked);
        }
    }

    private ToolResult hurry(FakeTools.Run run) {
        try {
            return obey(run);
        } catch (InterruptedException asked) {
            return ToolResult.success("half done");
        }
    }
}
