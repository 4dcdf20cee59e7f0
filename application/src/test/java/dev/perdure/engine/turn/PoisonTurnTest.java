package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.RunningClock;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoisonTurnTest {

    private final RunningClock clock = new RunningClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);

    @Test
    void a_turn_whose_log_nobody_can_read_is_given_up_after_a_bounded_number_of_claims()
            throws Exception {
        Unreadable log = new Unreadable();
        try (Node node = Node.on(new WatchedStorage(storage, log)).clock(clock).start()) {
            SessionKey session = node.open();
            Story story = new Story(storage.log(), session);
            log.defective = true;
            TurnId turn = node.say(session, "Hi");

            Await.until(
                    "the turn is given up",
                    () -> {
                        clock.jump(Duration.ofSeconds(1));
                        return !story.all(TurnEvent.TurnFailed.class).isEmpty();
                    });

            assertThat(log.met.get()).isBetween(1, TurnLimits.CLAIMS_IN_VAIN + 1);
            TurnEvent.TurnFailed end = story.only(TurnEvent.TurnFailed.class);
            assertThat(end.turn()).isEqualTo(turn);
            assertThat(end.reason()).isEqualTo(FailureReason.CLAIMS_EXHAUSTED);
            assertThat(end.sentence()).contains("claimed " + TurnLimits.CLAIMS_IN_VAIN + " times");
            Invariants.holdWhenSettled(story);

            log.defective = false;
            story.awaitEnd(node.say(session, "Still there?"));
            assertThat(story.all(TurnEvent.TurnCompleted.class)).hasSize(1);
        }
    }

    @Test
    void what_is_known_of_a_turn_is_told_when_it_is_given_up() throws Exception {
        ScriptedModel model = new ScriptedModel();
        FakeTools tools = new FakeTools().reading("sky", FakeTools.says("blue"));
        NodeParts parts = Node.on(storage).model(model).tools(tools).clock(clock);
        model.next(Script.calls(Script.toolCall("a", "sky")));
        model.next(
                Script.fails(
                        FailureKind.OVERLOADED, new NextMove.RetryAfter(Duration.ofMinutes(30))));
        Node node = parts.start();
        SessionKey session = node.open();
        Story story = new Story(storage.log(), session);
        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.ReasonFailed.class);
        TurnId waiting = node.say(session, "Still there?");
        node.close();
        dieOfItAsOftenAsIsTried(session, turn);

        try (Node last = parts.start()) {
            last.story(session).awaitEnd(waiting);
        }

        TurnEvent.TurnFailed end = story.only(TurnEvent.TurnFailed.class);
        assertThat(end.reason()).isEqualTo(FailureReason.CLAIMS_EXHAUSTED);
        assertThat(end.usage()).isEqualTo(new Usage(10, 5, 0, 0));
        assertThat(story.only(TurnEvent.MessageQueued.class).turn()).isEqualTo(waiting);
        Invariants.holdWhenSettled(story);
    }

    private void dieOfItAsOftenAsIsTried(SessionKey session, TurnId turn) {
        for (int death = 1; death <= TurnLimits.CLAIMS_IN_VAIN; death++) {
            InMemoryStorage dying = storage.node();
            dying.work().join();
            Appends.one(
                    dying.log(),
                    Batch.of(session, new Guard.Exists(), List.of())
                            .with(new WorkChange.MakeDue(turn)));
            assertThat(dying.work().claim(1)).extracting(Claim::turn).containsExactly(turn);
            dying.work().leave();
        }
    }

    @Test
    void a_node_whose_clock_is_behind_wakes_a_turn_once_and_when_the_store_says_so()
            throws Exception {
        ScriptedModel model = new ScriptedModel();
        InstantSource behind = () -> clock.instant().minus(Duration.ofHours(1));
        try (Node node = Node.on(storage).model(model).clock(behind).start()) {
            SessionKey session = node.open();
            model.next(
                    Script.fails(
                            FailureKind.OVERLOADED,
                            new NextMove.RetryAfter(Duration.ofSeconds(30))));
            model.next(Script.answer("There you are."));

            TurnId turn = node.say(session, "Hi");
            node.story(session).awaitEnd(turn);

            assertThat(node.story(session).all(StepEvent.ReasonStarted.class)).hasSize(2);
            assertThat(storage.log().head(session).orElseThrow().epoch().value()).isEqualTo(2);
            assertThat(node.story(session).all(TurnEvent.TurnCompleted.class)).hasSize(1);
        }
    }

    /** A log whose facts cannot be read. */
    private static final class Unreadable implements Watcher {

        private final AtomicInteger met = new AtomicInteger();
        private volatile boolean defective;

        @Override
        public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
            if (defective && door == Door.LOG_FACTS) {
                met.incrementAndGet();
                throw new IllegalStateException("not a fact that anybody knows");
            }
            return crossing.go();
        }
    }
}
