package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.model.FinishReason;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No effect without its intent: while that cannot be committed, nothing is called and run. */
class IntentTest {

    private static final int REFUSALS = 3;

    private final Appends appends = new Appends();
    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools = new FakeTools().acting("send", FakeTools.says("sent"));
    private final Node node =
            Node.on(new WatchedStorage(storage, appends)).model(model).tools(tools).start();
    private final SessionKey session = node.open();
    private final Story story = new Story(storage.log(), session);

    @AfterEach
    void stop() {
        appends.allowed.set(Integer.MAX_VALUE);
        node.close();
    }

    @Test
    void a_model_is_not_called_before_the_intent_to_call_it_is_in_the_log() throws Exception {
        appends.allowed.set(1);
        TurnId turn = node.say(session, "Hi");
        Await.until("the intent is refused", () -> appends.refused.get() >= REFUSALS);

        assertThat(story.factsOf(turn)).containsExactly("MessageReceived");
        assertThat(model.requests()).isEmpty();

        appends.allowed.set(Integer.MAX_VALUE);
        story.awaitEnd(turn);
        assertThat(model.requests()).hasSize(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_tool_is_not_run_before_the_intent_to_run_it_is_in_the_log() throws Exception {
        Gate gate = new Gate();
        model.next(
                Script.started()
                        .hold(gate)
                        .call(toolCall("a", "send"))
                        .finish(FinishReason.TOOL_CALLS));
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();
        appends.allowed.set(0);
        gate.open();
        Await.until("the intent is refused", () -> appends.refused.get() >= REFUSALS);

        assertThat(story.factsOf(turn)).doesNotContain("ToolStarted");
        assertThat(tools.runs()).isEmpty();

        appends.allowed.set(Integer.MAX_VALUE);
        story.awaitEnd(turn);
        assertThat(tools.runs()).hasSize(1);
        Invariants.holdWhenSettled(story);
    }

    /** Lets so many appends through and refuses the others before they reach the store. */
    private static final class Appends implements Watcher {

        private final AtomicInteger allowed = new AtomicInteger(Integer.MAX_VALUE);
        private final AtomicInteger refused = new AtomicInteger();

        @Override
        public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
            if (door == Door.LOG_APPEND && allowed.getAndUpdate(Appends::less) <= 0) {
                refused.incrementAndGet();
                throw new LogUnavailable("The log is out of reach.", new IllegalStateException());
            }
            return crossing.go();
        }

        private static int less(int allowed) {
            return allowed == Integer.MAX_VALUE ? allowed : Math.max(0, allowed - 1);
        }
    }
}
