package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever holds a lock on rows of one session holds up that session and no other. */
class LockedSessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Less than an append is tried, which is what it would take to wait for the lock. */
    private static final Duration PROMPTLY = Duration.ofSeconds(25);

    private static final Duration A_FEW_RESTS = Duration.ofMillis(1200);

    private final Database database = Database.migrated();
    private PostgresStorage node = database.storage();

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    /** Holds a row until it is closed. */
    private Connection lock(String table, String column, UUID id) throws SQLException {
        Connection other = database.connect();
        other.setAutoCommit(false);
        try (PreparedStatement lock =
                other.prepareStatement(
                        "select 1 from perdure."
                                + table
                                + " where "
                                + column
                                + " = ? for update")) {
            lock.setObject(1, id);
            lock.execute();
        }
        return other;
    }

    private CompletableFuture<List<AppendOutcome>> begin(
            SessionScenario session, Entry... entries) {
        return node.log()
                .append(List.of(session.batch(new Guard.Exists(), entries)))
                .toCompletableFuture();
    }

    /** For rows: two committers may wait for each other's room in a file, for a moment. */
    private int waiting() {
        return Integer.parseInt(
                database.run(
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'"
                                + " and wait_event in ('tuple', 'transactionid')"));
    }

    private SessionScenario open() {
        return SessionScenario.opened(node, PROMPTLY);
    }

    @Test
    void other_sessions_do_not_wait_for_a_locked_head_and_its_own_batches_keep_their_order()
            throws Exception {
        SessionScenario locked = open();
        SessionScenario other = open();
        List<CompletableFuture<List<AppendOutcome>>> waiting = new ArrayList<>();
        try (Connection holder = lock("session", "id", locked.key().id().value())) {
            waiting.add(begin(locked, Sample.fact("1")));
            for (int i = 0; i < 20; i++) {
                other.write(Sample.fact("goes on " + i));
            }
            waiting.add(begin(locked, Sample.fact("2")));
            waiting.add(begin(locked, Sample.fact("3")));
            long end = System.nanoTime() + A_FEW_RESTS.toNanos();
            while (System.nanoTime() < end) {
                other.write(Sample.fact("and on"));
                assertThat(waiting()).as("who waits for the lock").isZero();
            }
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            holder.rollback();
        }

        for (CompletableFuture<List<AppendOutcome>> append : waiting) {
            assertThat(Await.outcome(PATIENCE, append).getFirst()).isInstanceOf(Appended.class);
        }
        assertThat(locked.entries())
                .containsExactly(
                        Sample.opening(), Sample.fact("1"), Sample.fact("2"), Sample.fact("3"));
    }

    @Test
    void other_sessions_do_not_wait_for_a_locked_turn() throws Exception {
        node.work().join();
        SessionScenario locked = open();
        SessionScenario other = open();
        Claim claim = locked.startTurn();
        Claim second = other.startTurn();
        CompletableFuture<List<AppendOutcome>> finish;
        try (Connection holder = lock("turn", "id", claim.turn().value())) {
            finish =
                    node.log()
                            .append(
                                    List.of(
                                            locked.batch(new Guard.Owned(claim.epoch()))
                                                    .with(new WorkChange.Finish(claim.turn()))))
                            .toCompletableFuture();
            other.finish(second);
            assertThat(finish).isNotDone();
            holder.rollback();
        }

        assertThat(Await.outcome(PATIENCE, finish).getFirst()).isInstanceOf(Appended.class);
    }

    @Test
    void a_lock_that_stays_fails_the_append_in_time_and_nothing_of_it_is_ever_written()
            throws Exception {
        node.close();
        node =
                database.storage(
                        PostgresStorageConfig.DEFAULT.withUnresolvedMax(Duration.ofSeconds(2)));
        SessionScenario locked = open();
        try (Connection holder = lock("session", "id", locked.key().id().value())) {
            CompletableFuture<List<AppendOutcome>> append = begin(locked, Sample.fact("lost"));

            assertThatThrownBy(() -> Await.outcome(PROMPTLY, append))
                    .hasCauseInstanceOf(LogUnavailable.class);
            holder.rollback();
        }

        locked.write(Sample.fact("later"));
        assertThat(locked.entries()).containsExactly(Sample.opening(), Sample.fact("later"));
    }

    @Test
    void a_session_whose_log_is_still_being_deleted_is_gone_for_its_writers_at_once()
            throws Exception {
        SessionScenario removed = open();
        removed.write(Sample.mixture("some", 6));
        SessionScenario other = open();
        try (Connection holder = lock("event", "session", removed.key().id().value());
                Background<Boolean> removing =
                        Background.start(() -> node.sessions().remove(removed.key()))) {
            Await.until(
                    PROMPTLY, "the head is gone", () -> node.log().head(removed.key()).isEmpty());

            assertThat(removed.attempt(new Guard.Exists(), Sample.fact("late")))
                    .isEqualTo(new AppendOutcome.NoSuchStream());
            assertThat(removed.attempt(new Guard.NewStream(), Sample.opening()))
                    .as("its id is taken until all of it is gone")
                    .isEqualTo(new AppendOutcome.StreamExists());
            other.write(Sample.fact("goes on"));
            assertThat(removing.await(PATIENCE)).isTrue();
            holder.rollback();
        }

        node.close();
        node = database.storage();
        Await.until(
                PATIENCE,
                "what was left is deleted after the next start",
                () -> left(removed).equals("0 0 0 0"));
    }

    @Test
    void a_large_session_is_deleted_whole() {
        SessionScenario removed = open();
        UUID id = removed.key().id().value();
        database.run(
                "insert into perdure.event select session, seq + n, version + n, organisation, type,"
                        + " type_version, turn, step, time, payload from perdure.event,"
                        + " generate_series(1, 5000) n where session = ?",
                id);
        assertThat(left(removed)).isEqualTo("5001 0 0 0");

        assertThat(node.sessions().remove(removed.key())).isTrue();

        assertThat(left(removed)).isEqualTo("0 0 0 0");
        assertThat(removed.attempt(new Guard.NewStream(), Sample.opening()))
                .isInstanceOf(Appended.class);
    }

    private String left(SessionScenario session) {
        return database.run(
                """
                select concat_ws(' ', (select count(*) from perdure.event where session = k.id),
                    (select count(*) from perdure.delta where session = k.id),
                    (select count(*) from perdure.turn where session = k.id),
                    (select count(*) from perdure.removal where session = k.id))
                from (select ?::uuid as id) k
                """,
                session.key().id().value());
    }
}
