package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tail shows: the log, exactly. */
abstract class TailContract extends StorageContract {

    private static final int WRITERS = 4;
    private static final int APPENDS_PER_WRITER = 20;
    private static final int FOLLOWERS_PER_NODE = 4;
    private static final int BEGINNINGS = 9;
    private static final int RECORDS_AT_LEAST = 5;
    private static final int MANY_RECORDS = 3_000;
    private static final int RECORDS_PER_BATCH = 300;

    @Test
    void a_tail_shows_what_is_in_the_log_and_then_what_is_appended() throws Exception {
        SessionScenario session = openSession();
        session.write(Sample.mixture("before", 4));
        try (Follower follower = follow(node(), session, Offset.START)) {
            assertThat(follower.readTo(new Offset(5))).isEqualTo(session.log());

            session.write(Sample.mixture("after", 4));
            assertThat(follower.readTo(new Offset(9))).isEqualTo(session.log());

            session.write(Sample.delta("last"));
            assertThat(follower.readTo(new Offset(10))).isEqualTo(session.log());
        }
    }

    @Test
    void a_tail_resumes_at_any_offset() throws Exception {
        SessionScenario session = openSession();
        session.write(Sample.mixture("before", 6));
        List<Follower> followers = new ArrayList<>();
        for (int after = 0; after <= 7; after++) {
            followers.add(follow(node(), session, new Offset(after)));
        }

        session.write(Sample.mixture("after", 3));

        for (int after = 0; after <= 7; after++) {
            assertThat(followers.get(after).readTo(new Offset(10)))
                    .isEqualTo(session.log().subList(after, 10));
            followers.get(after).close();
        }
    }

    @Test
    void a_tail_that_starts_beyond_the_end_shows_what_comes_after_its_place() throws Exception {
        SessionScenario session = openSession();
        try (Follower follower = follow(node(), session, new Offset(3))) {
            session.write(Sample.mixture("some", 6));

            assertThat(follower.readTo(new Offset(7))).isEqualTo(session.log().subList(3, 7));
        }
    }

    @Test
    void a_tail_shows_what_other_nodes_append() throws Exception {
        SessionScenario session = openSession();
        try (Follower follower = follow(node(), session, Offset.START)) {
            for (int i = 0; i < 6; i++) {
                SessionScenario writer = session.on(i % 2 == 0 ? otherNode() : node());
                Offset last = writer.write(Sample.fact("from " + i)).envelopes().getLast().offset();

                assertThat(follower.readTo(last)).isEqualTo(session.log());
            }
        }
    }

    @Test
    void tails_that_begin_in_the_midst_of_writers_show_every_record_once() {
        SessionScenario session = openSession();
        List<Background<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Storage writing = i % 2 == 0 ? node() : otherNode();
            String name = "writer " + i;
            writers.add(Background.start(() -> write(session.on(writing), name)));
        }
        Offset last = new Offset(2 + WRITERS * APPENDS_PER_WRITER * 3);
        List<Background<List<Shown>>> readers = new ArrayList<>();
        for (int i = 0; i < 2 * FOLLOWERS_PER_NODE; i++) {
            Storage reading = i % 2 == 0 ? node() : otherNode();
            readers.add(Background.start(() -> beginAgainAndAgain(session.on(reading), last)));
        }
        writers.forEach(writer -> writer.await(patience()));
        session.write(Sample.fact("last"));

        List<Envelope> log = session.log();
        assertThat(log).hasSize((int) last.value());
        for (Background<List<Shown>> reader : readers) {
            List<Shown> tails = reader.await(patience());
            assertThat(tails).isNotEmpty();
            for (Shown tail : tails) {
                int after = (int) tail.after().value();
                assertThat(tail.records())
                        .isEqualTo(log.subList(after, after + tail.records().size()));
            }
        }
    }

    @Test
    void a_tail_shows_nothing_of_a_refused_batch() throws Exception {
        SessionScenario session = openSession();
        try (Follower follower = follow(node(), session, Offset.START)) {
            follower.readTo(new Offset(1));

            AppendOutcome refused =
                    session.attempt(
                            new Guard.AtVersion(StreamVersion.NONE),
                            Sample.fact("refused"),
                            Sample.delta("refused as well"));
            session.write(Sample.fact("accepted"));

            assertThat(refused).isInstanceOf(AppendOutcome.Refused.class);
            assertThat(follower.readTo(new Offset(2))).isEqualTo(session.log()).hasSize(2);
        }
    }

    @Test
    void what_a_tail_shows_can_be_read_by_every_node() throws Exception {
        SessionScenario session = openSession();
        Background<Integer> writer = Background.start(() -> write(session, "writer"));
        try (Follower follower = follow(node(), session, Offset.START)) {
            Offset last = new Offset(1 + APPENDS_PER_WRITER * 3);
            List<Envelope> shown = List.of();
            while (shown.isEmpty() || last.isAfter(shown.getLast().offset())) {
                Offset next = new Offset(shown.size() + 1L);
                shown = follower.readTo(next);
                assertThat(session.on(otherNode()).log())
                        .startsWith(shown.toArray(Envelope[]::new));
            }
        }
        assertThat(writer.await(patience())).isEqualTo(APPENDS_PER_WRITER);
    }

    @Test
    void a_reader_who_waits_is_woken_by_an_append() {
        SessionScenario session = openSession();
        try (Follower follower = follow(node(), session, new Offset(1));
                Background<List<Envelope>> reader =
                        Background.start(
                                () -> follower.subscription().next(patience().multipliedBy(10)))) {
            reader.awaitWaiting(patience());
            List<Envelope> appended =
                    session.on(otherNode()).write(Sample.fact("news")).envelopes();

            assertThat(reader.await(patience())).isEqualTo(appended);
        }
    }

    @Test
    void every_tail_of_a_stream_shows_everything() throws Exception {
        SessionScenario session = openSession();
        List<Follower> followers = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS_PER_NODE; i++) {
            followers.add(follow(node(), session, Offset.START));
            followers.add(follow(otherNode(), session, Offset.START));
        }

        session.write(Sample.mixture("some", 7));

        for (Follower follower : followers) {
            assertThat(follower.readTo(new Offset(8))).isEqualTo(session.log());
            follower.close();
        }
    }

    @Test
    void a_slow_reader_misses_nothing() throws Exception {
        SessionScenario session = openSession();
        List<Entry> entries = Sample.mixture("while it slept", MANY_RECORDS);
        try (Follower follower = follow(otherNode(), session, Offset.START)) {
            follower.readTo(new Offset(1));
            for (int i = 0; i < MANY_RECORDS; i += RECORDS_PER_BATCH) {
                session.write(entries.subList(i, i + RECORDS_PER_BATCH));
            }

            List<Envelope> shown = follower.readTo(new Offset(1 + MANY_RECORDS));

            assertThat(shown.stream().skip(1).map(Envelope::entry).toList()).isEqualTo(entries);
            assertThat(shown.equals(session.log())).as("the tail is the log").isTrue();
        }
    }

    private Follower follow(Storage reading, SessionScenario session, Offset after) {
        return new Follower(session.on(reading), after, patience());
    }

    /** What one tail showed that began after some record. */
    private record Shown(Offset after, List<Envelope> records) {}

    /**
     * Begins tails at the beginning and at the end of a growing stream; the last one reads it all.
     */
    private List<Shown> beginAgainAndAgain(SessionScenario session, Offset last)
            throws InterruptedException {
        List<Shown> tails = new ArrayList<>();
        for (int i = 0; i < BEGINNINGS; i++) {
            Offset head = session.head().offset();
            Offset soon = new Offset(Math.min(last.value(), head.value() + RECORDS_AT_LEAST));
            Offset after = i % 2 == 0 || !soon.isAfter(head) ? Offset.START : head;
            tails.add(shown(session, after, i == BEGINNINGS - 1 ? last : soon));
        }
        return tails;
    }

    private Shown shown(SessionScenario session, Offset after, Offset to)
            throws InterruptedException {
        try (Follower follower = new Follower(session, after, patience())) {
            return new Shown(after, follower.readTo(to));
        }
    }

    private static int write(SessionScenario session, String name) {
        for (int i = 0; i < APPENDS_PER_WRITER; i++) {
            session.write(Sample.mixture(name + " append " + i, 3));
        }
        return APPENDS_PER_WRITER;
    }
}
