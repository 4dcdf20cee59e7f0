package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.work.WorkQueue;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.resolution.SteeringCapability;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Results that come while a node has just taken the turn up because they were late. */
class LateResultTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Stands still, so that nobody's lease runs out. */
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

    private final InMemoryStorage storage = InMemoryStorage.open(now::get);
    private final ScriptedModel model = new ScriptedModel();

    @Test
    void a_late_result_takes_the_turn_from_no_owner() throws Exception {
        SessionKey session;
        try (Node node = Node.on(storage).model(model).clock(now::get).start()) {
            session = waiting(node);
            node.close();
            now.set(now.get().plus(LIMIT));
            assertThat(claimed()).isEqualTo(1);

            node.useCases()
                    .handInResults()
                    .handIn(session, null, Map.of(new ToolCallId("a"), ToolResult.success("42")));

            Story story = node.story(session);
            assertThat(story.all(StepEvent.ToolCompleted.class)).hasSize(1);
            assertThat(claimed()).isZero();
        }
    }

    private SessionKey waiting(Node node) throws Exception {
        SessionKey session =
                node.open(
                        List.of(FakeTools.definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT)),
                        new CapabilityRef(
                                SteeringCapability.CLIENT_TOOLS.id(),
                                JsonObject.builder()
                                        .put("timeout_seconds", LIMIT.toSeconds())
                                        .build()));
        model.next(Script.calls(toolCall("a", "ask"), toolCall("b", "ask")));
        node.say(session, "Go");
        Await.until(
                "the turn waits",
                () ->
                        storage.log().head(session).orElseThrow().status()
                                == SessionStatus.WAITING_FOR_TOOL_RESULTS);
        return session;
    }

    /** How many turns another node finds to take up. */
    private int claimed() {
        WorkQueue queue = storage.node().work();
        queue.join();
        queue.sweep();
        return queue.claim(1).size();
    }
}
