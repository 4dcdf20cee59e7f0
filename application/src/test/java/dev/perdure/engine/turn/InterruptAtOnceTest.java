package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.message.MessageStrategy;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message stops a turn that waits without an owner, and its node writes nothing after it. */
class InterruptAtOnceTest {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();
    private final Node working = Node.on(storage).model(model).start();
    private final Node accepting =
            Node.on(new WatchedStorage(storage.node(), new OneAppend())).idle();
    private final SessionKey session =
            working.open(List.of(FakeTools.definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT)));
    private final Story story = working.story(session);

    @AfterEach
    void stop() {
        accepting.close();
        working.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERRUPT", "ROLLBACK"})
    void the_append_that_brings_the_message_wakes_the_turn_it_stops(MessageStrategy strategy)
            throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId first = working.say(session, "1");
        Await.until(
                "the turn waits",
                () ->
                        storage.log().head(session).orElseThrow().status()
                                == SessionStatus.WAITING_FOR_TOOL_RESULTS);

        TurnId second = accepting.say(session, "2", strategy);
        story.awaitEnd(second);

        assertThat(story.factsOf(first)).endsWith("TurnCancelled", "SessionIdled");
        assertThat(story.factsOf(second)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    /** A log that is gone after one append. */
    private static final class OneAppend implements Watcher {

        private final AtomicInteger appends = new AtomicInteger();

        @Override
        public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
            if (door == Door.LOG_APPEND && appends.getAndIncrement() > 0) {
                throw new LogUnavailable("The log is out of reach.", new IllegalStateException());
            }
            return crossing.go();
        }
    }
}
