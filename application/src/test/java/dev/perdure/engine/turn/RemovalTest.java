package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemovalTest {

    /** One place: a removed turn that kept it would stop everything else. */
    private static final WorkerConfig ONE_PLACE =
            new WorkerConfig(
                    1, Duration.ofMillis(100), Duration.ofMillis(5), Duration.ofSeconds(10));

    private final Gate gate = new Gate();
    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .acting(
                            "stuck",
                            call -> {
                                gate.pass();
                                return ToolResult.success("done");
                            });
    private final NodeParts parts = Node.on(storage).model(model).tools(tools).config(ONE_PLACE);
    private final Node node = parts.start();
    private final SessionKey session = node.open();

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    @Test
    void a_turn_loses_its_session_in_mid_stream_and_stops() throws Exception {
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        node.say(session, "Hi");
        gate.awaitReached();

        node.useCases().removeSession().remove(session);

        gate.awaitInterrupted();
        assertPlaceIsFree();
        assertThat(node.story(session).records()).isEmpty();
    }

    @Test
    void a_turn_loses_its_session_in_mid_tool_and_stops() throws Exception {
        model.next(Script.calls(toolCall("a", "stuck")));
        node.say(session, "Hi");
        gate.awaitReached();

        node.useCases().removeSession().remove(session);

        gate.awaitInterrupted();
        assertPlaceIsFree();
    }

    @Test
    void a_turn_learns_of_a_removal_at_another_node() throws Exception {
        model.next(Script.calls(toolCall("a", "stuck")));
        node.say(session, "Hi");
        gate.awaitReached();

        Node elsewhere = Node.on(storage.node()).idle();
        elsewhere.useCases().removeSession().remove(session);

        gate.awaitInterrupted();
        assertPlaceIsFree();
    }

    @Test
    void a_removed_session_refuses_messages_and_cancels() throws Exception {
        node.story(session).awaitEnd(node.say(session, "Hi"));

        node.useCases().removeSession().remove(session);

        Refusal gone = Refusal.noSuchSession(session.id().value().toString());
        assertThat(
                        node.useCases()
                                .submitMessage()
                                .submit(session, MessageDraft.ofText("Hi"))
                                .getLeft())
                .isEqualTo(gone);
        assertThat(node.useCases().cancelTurn().cancel(session, "Enough.").getLeft())
                .isEqualTo(gone);
        assertThat(node.useCases().removeSession().remove(session).getLeft()).isEqualTo(gone);
    }

    private void assertPlaceIsFree() throws InterruptedException {
        SessionKey other = node.open();
        node.story(other).awaitEnd(node.say(other, "Hi"));
        Await.until("every call is closed", () -> model.openCalls() == 0);
    }
}
