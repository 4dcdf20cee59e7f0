package dev.perdure.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FactsRead;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.store.SnapshotStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.timing.Timing;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.Snapshot;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnLimits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    private static final int FACTS = 50;
    private static final StreamVersion LAST = new StreamVersion(Long.MAX_VALUE);

    private final Node node = Node.on(InMemoryStorage.open()).start();
    private final FactsRead read = new FactsRead();
    private final EventLog log = new WatchedStorage(node.storage(), read).log();
    private final Shelf shelf = new Shelf(node.storage().snapshots());
    private final SessionKey session = node.open();

    @AfterEach
    void stop() {
        shelf.open.countDown();
        node.close();
    }

    @Test
    void a_session_nobody_knows_goes_on_from_its_snapshot() throws Exception {
        talk(20);
        StreamVersion taken = leave(onNode()).version();
        awaitSnapshot(taken);
        talk(1);
        SessionState whole = SessionLoader.load(node.storage().log(), session);
        read.take();

        SessionState cold = onNode().load(session);

        assertThat(read.take())
                .hasSize((int) (whole.version().value() - taken.value()))
                .allMatch(fact -> fact.version().compareTo(taken) > 0);
        assertSame(cold, whole);
    }

    @Test
    void a_short_session_has_no_snapshot_and_none_is_asked_for() throws Exception {
        talk(1);
        FoldedSessions folded = onNode();

        SessionState state = leave(folded);

        assertThat(state.version().value()).isLessThan(FACTS);
        assertThat(shelf.asked).hasValue(0);
        assertThat(shelf.begun).hasValue(0);
    }

    @Test
    void a_session_with_something_to_do_is_left_without_a_snapshot() throws Exception {
        talk(20);
        FoldedSessions folded = onNode();
        SessionState idle = folded.load(session);
        try (Node resting = Node.on(InMemoryStorage.open()).idle()) {
            SessionKey waiting = resting.open();
            resting.say(waiting, "Anybody there?");
            SessionState busy = SessionLoader.load(resting.storage().log(), waiting);

            assertThat(busy.isIdle()).isFalse();
            Snapshots eager = new Snapshots(shelf, Timing.system(), 1);
            eager.offer(session, busy);
            assertThat(shelf.begun).hasValue(0);
            eager.offer(session, idle);
            Await.until("the idle one has one", () -> shelf.done.get() == 1);
        }
    }

    @Test
    void the_next_snapshot_is_taken_when_enough_has_happened_since_the_last() throws Exception {
        talk(20);
        FoldedSessions folded = onNode();
        StreamVersion first = leave(folded).version();
        awaitSnapshot(first);

        talk(1);
        leave(folded);
        leave(onNode());
        assertThat(shelf.begun).as("neither by who took it nor by who found it").hasValue(1);

        talk(20);
        StreamVersion second = leave(folded).version();
        awaitSnapshot(second);
        assertThat(second.value()).isGreaterThanOrEqualTo(first.value() + FACTS);
    }

    @Test
    void a_state_that_lies_far_back_is_not_folded_on() throws Exception {
        talk(1);
        FoldedSessions sleeping = onNode();
        sleeping.load(session);
        talk(20);
        StreamVersion taken = leave(onNode()).version();
        awaitSnapshot(taken);
        read.take();

        SessionState state = sleeping.load(session);

        assertThat(read.take()).isEmpty();
        assertSame(state, SessionLoader.load(log, session));
    }

    @Test
    void a_head_moved_to_before_the_snapshot_is_folded_from_the_whole_log() throws Exception {
        talk(20);
        StreamVersion taken = leave(onNode()).version();
        awaitSnapshot(taken);
        append(new SessionEvent.HeadMoved(new StreamVersion(taken.value() / 2), "Again."));
        talk(1);

        assertThat(onNode().load(session)).isEqualTo(SessionLoader.load(log, session));
    }

    @Test
    void a_head_moved_to_after_the_snapshot_is_folded_from_it() throws Exception {
        talk(20);
        StreamVersion taken = leave(onNode()).version();
        awaitSnapshot(taken);
        talk(2);
        append(new SessionEvent.HeadMoved(taken, "Again."));
        talk(1);
        SessionState whole = SessionLoader.load(node.storage().log(), session);
        read.take();

        assertSame(onNode().load(session), whole);
        assertThat(read.take()).allMatch(fact -> fact.version().compareTo(taken) > 0);
    }

    @Test
    void a_snapshot_with_less_than_a_model_may_be_shown_is_not_used() throws Exception {
        talk(20);
        SessionState whole = SessionLoader.load(log, session);
        Snapshot honest = Snapshot.of(whole).orElseThrow();
        shelf.keep(
                session,
                new Snapshot(
                        honest.settings(),
                        honest.version(),
                        honest.changedAt(),
                        honest.notes(),
                        honest.tail().subList(2, honest.tail().size()),
                        TurnLimits.TRANSCRIPT_CHARACTERS,
                        false));

        assertThat(onNode().load(session)).isEqualTo(whole);
        assertThat(shelf.asked).hasValue(1);
    }

    @Test
    void without_its_store_a_session_is_folded_whole_and_the_snapshot_is_tried_again()
            throws Exception {
        talk(20);
        FoldedSessions folded = onNode();
        shelf.away = true;

        SessionState state = leave(folded);
        assertThat(state).isEqualTo(SessionLoader.load(log, session));
        Await.until("it was tried", () -> shelf.begun.get() == 1 && shelf.inside.get() == 0);
        assertThat(node.storage().snapshots().latest(session, LAST)).isEmpty();

        shelf.away = false;
        Await.until(
                "it is taken later",
                () -> {
                    folded.left(session, state);
                    return node.storage().snapshots().latest(session, LAST).isPresent();
                });
    }

    @Test
    void one_is_written_at_a_time_and_what_waits_is_bounded() throws Exception {
        int sessions = 200;
        talk(20);
        SessionState state = onNode().load(session);
        shelf.closed = true;
        Snapshots snapshots = new Snapshots(shelf, Timing.system(), FACTS);
        List<SessionKey> keys = Stream.generate(node::open).limit(sessions).toList();
        snapshots.offer(session, state);
        Await.until("the first is being written", () -> shelf.begun.get() == 1);

        keys.forEach(key -> snapshots.offer(key, state));
        keys.forEach(key -> snapshots.offer(key, state));
        shelf.open.countDown();

        Await.until("all that waited are written", () -> shelf.done.get() == 65);
        assertThat(shelf.mostInside).hasValue(1);
        snapshots.offer(keys.getLast(), state);
        Await.until("there is room again", () -> shelf.done.get() == 66);
    }

    private FoldedSessions onNode() {
        return new FoldedSessions(log, new Snapshots(shelf, Timing.system(), FACTS));
    }

    /** Folds the session and leaves it as the owner of its last turn does. */
    private SessionState leave(FoldedSessions folded) {
        SessionState state = folded.load(session);
        folded.left(session, state);
        return state;
    }

    private void awaitSnapshot(StreamVersion version) {
        Await.until(
                "a snapshot of " + version,
                () ->
                        node.storage()
                                        .snapshots()
                                        .latest(session, LAST)
                                        .filter(kept -> kept.version().equals(version))
                                        .isPresent()
                                && shelf.inside.get() == 0);
    }

    private static void assertSame(SessionState state, SessionState whole) {
        assertThat(state.version()).isEqualTo(whole.version());
        assertThat(state.settings()).isEqualTo(whole.settings());
        assertThat(state.turns()).isEqualTo(whole.turns());
        assertThat(state.transcript().forModel(TurnLimits.TRANSCRIPT_CHARACTERS))
                .isEqualTo(whole.transcript().forModel(TurnLimits.TRANSCRIPT_CHARACTERS));
    }

    private void append(Event fact) {
        Appends.one(node.storage().log(), Batch.of(session, new Guard.Exists(), List.of(fact)));
    }

    private void talk(int turns) throws InterruptedException {
        for (int i = 0; i < turns; i++) {
            node.story(session).awaitEnd(node.say(session, "message " + i));
        }
    }

    /** The store, which can be away or closed, and counts who comes. */
    private static final class Shelf implements SnapshotStore {

        private final SnapshotStore store;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger mostInside = new AtomicInteger();
        private final CountDownLatch open = new CountDownLatch(1);
        private volatile boolean closed;
        private volatile boolean away;

        Shelf(SnapshotStore store) {
            this.store = store;
        }

        @Override
        public Optional<Snapshot> latest(SessionKey key, StreamVersion last) {
            asked.incrementAndGet();
            failIfAway();
            return store.latest(key, last);
        }

        @Override
        public void keep(SessionKey key, Snapshot snapshot) {
            int now = inside.incrementAndGet();
            mostInside.accumulateAndGet(now, Math::max);
            begun.incrementAndGet();
            try {
                if (closed && !open.await(Await.MAX.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody opened");
                }
                failIfAway();
                store.keep(key, snapshot);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stopped);
            } finally {
                inside.decrementAndGet();
                done.incrementAndGet();
            }
        }

        private void failIfAway() {
            if (away) {
                throw new StoreUnavailable("away", new IOException("away"));
            }
        }
    }
}
