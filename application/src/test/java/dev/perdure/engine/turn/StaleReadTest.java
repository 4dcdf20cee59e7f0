package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An owner looks into the log in two reads, and is replaced between them. */
class StaleReadTest {

    private static final Duration BEYOND_THE_LEASE =
            InMemoryStorage.LEASE.plus(Duration.ofSeconds(1));

    /** Never renews, and has one place, so that it can be seen when its turn is gone. */
    private static final WorkerConfig HEARTLESS =
            new WorkerConfig(1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(10));

    private final SettableClock clock = new SettableClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);
    private final AtomicBoolean holdNextHead = new AtomicBoolean();
    private final Gate headRead = new Gate();
    private final Gate talking = new Gate();
    private final Gate sending = new Gate();
    private final FakeTools zombieTools = new FakeTools().acting("send", FakeTools.says("again"));
    private final FakeTools secondTools =
            new FakeTools()
                    .acting(
                            "send",
                            call -> {
                                sending.pass();
                                return ToolResult.success("sent");
                            });
    private final ScriptedModel zombieModel = new ScriptedModel();
    private final ScriptedModel secondModel = new ScriptedModel();
    private final Node zombie =
            Node.on(new WatchedStorage(storage, new HeadHolder()))
                    .model(zombieModel)
                    .tools(zombieTools)
                    .clock(clock)
                    .config(HEARTLESS)
                    .start();

    @AfterEach
    void stop() {
        headRead.open();
        talking.open();
        sending.open();
        zombie.close();
    }

    @Test
    void an_intent_of_the_next_owner_is_not_acted_upon() throws Exception {
        SessionKey session = zombie.open();
        zombieModel.next(Script.started().text("Hm").hold(talking).finish());
        secondModel.next(Script.calls(toolCall("call_1", "send")));
        TurnId turn = zombie.say(session, "Send it.");
        talking.awaitReached();
        holdNextHead.set(true);
        zombie.worker().nudge(session);
        headRead.awaitReached();

        clock.advance(BEYOND_THE_LEASE);
        try (Node second =
                Node.on(storage.node())
                        .model(secondModel)
                        .tools(secondTools)
                        .clock(clock)
                        .start()) {
            sending.awaitReached();
            headRead.open();
            Await.until("the zombie gives up", zombie.worker()::reserve);
            zombie.worker().release();
            sending.open();
            second.story(session).awaitEnd(turn);
        }

        assertThat(zombieTools.runs()).isEmpty();
        assertThat(secondTools.runs()).hasSize(1);
        Invariants.holdWhenSettled(zombie.story(session));
    }

    /** Lets the first read of a head that is asked for go through, and keeps back its answer. */
    private final class HeadHolder implements Watcher {

        @Override
        public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
            T answer = crossing.go();
            if (door == Door.LOG_HEAD && holdNextHead.compareAndSet(true, false)) {
                headRead.passDeaf();
            }
            return answer;
        }
    }
}
