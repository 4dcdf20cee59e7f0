package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database, writing and reading the same streams at once. */
class TwoNodesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WRITERS = 8;
    private static final long SEED = 42;

    private final Database database = Database.migrated();
    private final Storage first = database.storage();
    private final Storage second = database.storage();

    @AfterEach
    void close() {
        first.close();
        second.close();
        database.close();
    }

    @Test
    void eight_writers_of_one_stream_leave_no_gap_and_no_reader_misses_or_repeats_a_record()
            throws InterruptedException {
        int each = 40;
        SessionScenario session = SessionScenario.opened(first, PATIENCE);
        List<Background<Boolean>> writers = new ArrayList<>();
        try (Subscription here = first.log().follow(session.key(), Offset.START);
                Subscription there = second.log().follow(session.key(), Offset.START)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                SessionScenario through = session.on(writer % 2 == 0 ? first : second);
                String name = "writer " + writer;
                writers.add(Background.start(() -> write(through, name, each)));
            }
            int total = 1 + 2 * WRITERS * each;
            List<Envelope> seenHere = readTo(here, total);
            List<Envelope> seenThere = readTo(there, total);
            for (Background<Boolean> writer : writers) {
                assertThat(writer.await(PATIENCE)).isTrue();
            }

            List<Envelope> log = session.log();
            assertThat(log)
                    .extracting(envelope -> envelope.offset().value())
                    .isEqualTo(LongStream.rangeClosed(1, total).boxed().toList());
            assertThat(log.stream().filter(Envelope::isFact).map(e -> e.version().value()))
                    .isEqualTo(
                            LongStream.rangeClosed(1, 1 + (long) WRITERS * each).boxed().toList());
            assertThat(log).extracting(Envelope::time).isSorted();
            assertThat(seenHere).isEqualTo(log);
            assertThat(seenThere).isEqualTo(log);
        }
    }

    private static boolean write(SessionScenario session, String name, int times) {
        for (int i = 0; i < times; i++) {
            session.write(Sample.fact(name + " " + i), Sample.delta(name));
        }
        return true;
    }

    private static List<Envelope> readTo(Subscription subscription, int records)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Envelope> seen = new ArrayList<>();
        while (seen.size() < records) {
            assertThat(end - System.nanoTime()).as("time left").isPositive();
            seen.addAll(subscription.next(Duration.ofSeconds(1)));
        }
        return seen;
    }

    @Test
    void a_reader_on_the_other_node_misses_nothing_when_no_hint_reaches_it()
            throws InterruptedException {
        SessionScenario session = SessionScenario.opened(first, PATIENCE);
        try (Subscription there = second.log().follow(session.key(), Offset.START)) {
            for (int i = 0; i < 5; i++) {
                database.run(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                                + " current_database() and application_name like 'perdure hints%'");
                session.write(Sample.fact("fact " + i));
            }

            assertThat(readTo(there, 6)).isEqualTo(session.log());
        }
    }

    @Test
    void a_reader_much_slower_than_the_writer_gets_everything() throws InterruptedException {
        SessionScenario session = SessionScenario.opened(first, PATIENCE);
        try (Subscription slow = first.log().follow(session.key(), Offset.START)) {
            List<Batch> flood = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                flood.add(
                        Batch.of(
                                session.key(),
                                new Guard.Owned(Epoch.UNCLAIMED),
                                Sample.mixture("flood " + i, 60)));
            }
            Await.outcome(PATIENCE, first.log().append(flood));

            assertThat(readTo(slow, 2401)).isEqualTo(session.log());
        }
    }

    @Test
    void committers_that_want_the_same_sessions_in_any_order_never_wait_in_a_circle() {
        List<SessionScenario> sessions = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            sessions.add(SessionScenario.opened(first, PATIENCE));
        }
        List<Background<Long>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            Storage node = writer % 2 == 0 ? first : second;
            Random random = new Random(SEED + writer);
            writers.add(Background.start(() -> appendToRandomHalves(node, sessions, random)));
        }
        long appended = 0;
        for (Background<Long> writer : writers) {
            appended += writer.await(PATIENCE);
        }

        assertThat(
                        database.run(
                                "select deadlocks from pg_stat_database where datname = current_database()"))
                .isEqualTo("0");
        assertThat(database.run("select sum(version) from perdure.session"))
                .isEqualTo(Long.toString(appended + sessions.size()));
        assertThat(
                        database.run(
                                "select count(*) from perdure.session s where s.version <> (select count(*)"
                                        + " from perdure.event e where e.session = s.id) or s.version <>"
                                        + " (select max(e.version) from perdure.event e where e.session = s.id)"))
                .isEqualTo("0");
    }

    /** Owner and acceptor batches, so that all four committers of the two nodes meet. */
    private static long appendToRandomHalves(
            Storage node, List<SessionScenario> sessions, Random random) {
        long appended = 0;
        for (int round = 0; round < 25; round++) {
            List<SessionScenario> shuffled = new ArrayList<>(sessions);
            Collections.shuffle(shuffled, random);
            List<Batch> group = new ArrayList<>();
            for (SessionScenario session : shuffled.subList(0, sessions.size() / 2)) {
                Guard guard =
                        random.nextBoolean()
                                ? new Guard.Exists()
                                : new Guard.Owned(Epoch.UNCLAIMED);
                group.add(session.batch(guard, Sample.fact("round " + round)));
            }
            for (AppendOutcome outcome : Await.outcome(PATIENCE, node.log().append(group))) {
                assertThat(outcome).isInstanceOf(Appended.class);
                appended++;
            }
        }
        return appended;
    }

    @Test
    void appends_of_one_thread_keep_their_order_whichever_committer_they_are_for() {
        SessionScenario session = SessionScenario.opened(first, PATIENCE);
        List<Entry> written = new ArrayList<>();
        List<CompletionStage<List<AppendOutcome>>> stages = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Guard guard = i % 3 == 0 ? new Guard.Exists() : new Guard.Owned(Epoch.UNCLAIMED);
            Event fact = Sample.fact("number " + i);
            written.add(fact);
            stages.add(first.log().append(List.of(session.batch(guard, fact))));
        }
        stages.forEach(stage -> Await.outcome(PATIENCE, stage));

        assertThat(session.entries().subList(1, 61)).isEqualTo(written);
    }
}
