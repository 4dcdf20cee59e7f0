package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of batches: alone, with their change of the queue, and in groups. */
abstract class BatchContract extends StorageContract {

    private static final int MANY_SESSIONS = 40;
    private static final int MANY_ENTRIES = 600;

    @Test
    void offsets_count_every_record_and_versions_count_facts() {
        SessionScenario session = openSession();

        session.write(Sample.fact("2"), Sample.delta("a"), Sample.delta("b"), Sample.fact("3"));
        session.write(Sample.delta("c"));

        assertThat(session.log()).extracting(Envelope::offset).isEqualTo(offsets(1, 6));
        assertThat(session.log())
                .extracting(record -> record.version().value())
                .containsExactly(1L, 2L, 2L, 2L, 3L, 3L);
    }

    @Test
    void the_outcome_shows_the_records_as_they_will_be_read() {
        SessionScenario session = openSession();
        session.write(Sample.delta("before"));

        Appended appended = session.write(Sample.mixture("new", 5));

        List<Envelope> log = session.log();
        assertThat(appended.envelopes()).isEqualTo(log.subList(2, 7));
        assertThat(appended.envelopes())
                .allSatisfy(record -> assertThat(record.session()).isEqualTo(session.key()));
        assertThat(appended.version()).isEqualTo(new StreamVersion(3)).isEqualTo(lastOf(log));
    }

    @Test
    void entries_keep_the_order_of_their_batch() {
        SessionScenario session = openSession();
        List<Entry> entries = Sample.mixture("in order", MANY_ENTRIES);

        session.write(entries);

        assertThat(session.entries().subList(1, MANY_ENTRIES + 1)).isEqualTo(entries);
    }

    @Test
    void the_records_of_a_batch_carry_the_time_of_its_commit_in_milliseconds() {
        SessionScenario session = openSession();

        List<Envelope> records = session.write(Sample.mixture("one commit", 4)).envelopes();

        Instant time = records.getFirst().time();
        assertThat(records).hasSize(4).extracting(Envelope::time).containsOnly(time);
        assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS));
        assertThat(session.log().subList(1, 5)).extracting(Envelope::time).containsOnly(time);
    }

    @Test
    void time_follows_the_stores_clock_and_never_falls() {
        SessionScenario session = openSession();
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SessionScenario writer = i % 2 == 0 ? session : session.on(otherNode());
            times.add(writer.write(Sample.fact("at " + i)).envelopes().getFirst().time());
            fixture().advanceTime(Duration.ofMillis(2));
        }

        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(session.log()).extracting(Envelope::time).isSorted().containsAll(times);
    }

    @Test
    void a_refused_batch_leaves_neither_an_entry_nor_a_turn() {
        node().work().join();
        SessionScenario session = openSession();
        TurnId turn = Sample.turn();
        Batch stale =
                session.batch(
                                new Guard.AtVersion(StreamVersion.NONE),
                                Sample.fact("first half"),
                                Sample.delta("second half"))
                        .with(new WorkChange.Enqueue(turn, "key", true));

        assertThat(session.attempt(stale)).isInstanceOf(AppendOutcome.VersionConflict.class);

        assertThat(session.log()).hasSize(1);
        assertThat(session.head().status()).isEqualTo(SessionStatus.STARTED);
        assertThat(session.startTurn().turn()).as("the only turn there is").isNotEqualTo(turn);
    }

    @Test
    void a_refused_batch_leaves_the_turn_where_it_was() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();

        Batch stale =
                session.batch(new Guard.OwnedAt(claim.epoch(), StreamVersion.NONE))
                        .with(new WorkChange.Finish(claim.turn()));
        assertThat(session.attempt(stale)).isInstanceOf(AppendOutcome.VersionConflict.class);

        assertThat(session.head().status()).isEqualTo(SessionStatus.ACTIVE);
        session.parkForClient(claim);
        assertThat(session.head().status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    @Test
    void each_batch_of_a_group_is_refused_alone() {
        SessionScenario first = openSession();
        SessionScenario second = openSession();
        SessionScenario third = openSession();

        List<AppendOutcome> outcomes =
                first.attempt(
                        List.of(
                                first.batch(new Guard.Exists(), Sample.fact("of first")),
                                second.batch(
                                        new Guard.AtVersion(StreamVersion.NONE),
                                        Sample.fact("stale")),
                                first.batch(new Guard.NewStream(), Sample.opening()),
                                third.batch(new Guard.Exists(), Sample.fact("of third"))));

        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.get(0)).isInstanceOf(Appended.class);
        assertThat(outcomes.get(1)).isInstanceOf(AppendOutcome.VersionConflict.class);
        assertThat(outcomes.get(2)).isInstanceOf(AppendOutcome.StreamExists.class);
        assertThat(outcomes.get(3)).isInstanceOf(Appended.class);
        assertThat(first.entries()).hasSize(2).endsWith(Sample.fact("of first"));
        assertThat(second.entries()).hasSize(1);
        assertThat(third.entries()).hasSize(2).endsWith(Sample.fact("of third"));
    }

    @Test
    void batches_of_one_session_in_one_group_are_written_in_the_order_of_the_group() {
        SessionScenario session = openSession();
        SessionScenario other = openSession();
        StreamVersion version = session.head().version();

        List<AppendOutcome> outcomes =
                session.attempt(
                        List.of(
                                session.batch(new Guard.AtVersion(version), Sample.fact("1")),
                                other.batch(new Guard.Exists(), Sample.fact("elsewhere")),
                                session.batch(
                                        new Guard.AtVersion(version.next()), Sample.fact("2")),
                                session.batch(new Guard.AtVersion(version), Sample.fact("late")),
                                session.batch(new Guard.Exists(), Sample.fact("3"))));

        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.get(3)).isEqualTo(new AppendOutcome.VersionConflict(version.plus(2)));
        assertThat(session.entries())
                .endsWith(Sample.fact("1"), Sample.fact("2"), Sample.fact("3"));
        assertThat(session.log()).extracting(Envelope::offset).isEqualTo(offsets(1, 4));
    }

    @Test
    void a_group_may_open_and_write_many_sessions() {
        List<SessionScenario> sessions = new ArrayList<>();
        List<Batch> group = new ArrayList<>();
        for (int i = 0; i < MANY_SESSIONS; i++) {
            SessionScenario session =
                    SessionScenario.of(node(), SessionScenario.freshKey(stranger()), patience());
            sessions.add(session);
            group.add(session.batch(new Guard.NewStream(), Sample.opening()));
            group.add(session.batch(new Guard.Exists(), Sample.fact("of session " + i)));
        }

        List<AppendOutcome> outcomes = sessions.getFirst().attempt(group);

        assertThat(outcomes).hasSize(2 * MANY_SESSIONS).hasOnlyElementsOfType(Appended.class);
        for (int i = 0; i < MANY_SESSIONS; i++) {
            assertThat(sessions.get(i).entries())
                    .containsExactly(Sample.opening(), Sample.fact("of session " + i));
            assertThat(((Appended) outcomes.get(2 * i + 1)).envelopes())
                    .isEqualTo(sessions.get(i).log().subList(1, 2));
        }
    }

    @Test
    void an_empty_group_has_no_outcomes() {
        SessionScenario session = openSession();

        assertThat(session.attempt(List.of())).isEmpty();

        assertThat(session.log()).hasSize(1);
    }

    @Test
    void a_batch_without_entries_changes_the_queue_alone() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();
        session.parkForClient(claim);
        List<Envelope> before = session.log();

        Appended changed = session.change(new WorkChange.MakeDue(claim.turn()));

        assertThat(changed.envelopes()).isEmpty();
        assertThat(changed.version()).isEqualTo(session.head().version());
        assertThat(session.log()).isNotEmpty().isEqualTo(before);
        assertThat(node().work().claim(1)).extracting(Claim::turn).containsExactly(claim.turn());
    }

    private static List<Offset> offsets(long first, long last) {
        List<Offset> offsets = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            offsets.add(new Offset(i));
        }
        return offsets;
    }

    private static StreamVersion lastOf(List<Envelope> log) {
        return log.getLast().version();
    }
}
