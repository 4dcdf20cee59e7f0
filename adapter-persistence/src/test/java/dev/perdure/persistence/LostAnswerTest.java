package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.contract.Await;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.engine.work.WorkUnavailable;
import dev.perdure.event.Entry;
import dev.perdure.event.StreamVersion;
import dev.perdure.persistence.LossyConnections.Loss;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections that break around a commit cost time and never an answer, let alone a wrong one. */
class LostAnswerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FLUSH = "perdure.committer where id";
    private static final String CLAIM = "claimed_version = c.version";

    private final Database database = Database.migrated();
    private final LossyConnections connections = new LossyConnections(database::connect);
    private PostgresStorage node = open(PostgresStorageConfig.DEFAULT);

    private PostgresStorage open(PostgresStorageConfig config) {
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(database.address().jdbcUrl());
        pool.setUser(database.address().user());
        pool.setPassword(database.address().password());
        return PostgresStorage.open(pool, connections, config);
    }

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void an_append_is_written_once_and_answered_as_it_was_written(Loss loss) throws Exception {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        List<Entry> entries = Sample.mixture("mixed", 7);
        connections.lose(loss, FLUSH, 3);

        Appended appended = session.write(entries);

        connections.awaitServer();
        assertThat(connections.left()).isZero();
        assertThat(session.entries().subList(1, 8)).isEqualTo(entries);
        assertThat(session.log()).hasSize(8).endsWith(appended.envelopes().getLast());
        assertThat(session.log().subList(1, 8)).isEqualTo(appended.envelopes());
        assertThat(appended.version()).isEqualTo(new StreamVersion(4));
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void every_batch_of_a_group_gets_its_own_answer(Loss loss) throws Exception {
        SessionScenario first = SessionScenario.opened(node, PATIENCE);
        SessionScenario second = SessionScenario.opened(node, PATIENCE);
        SessionScenario third = SessionScenario.opened(node, PATIENCE);
        SessionScenario none =
                SessionScenario.of(
                        node, SessionScenario.freshKey(first.key().organisation()), PATIENCE);
        connections.lose(loss, FLUSH, 1);

        List<AppendOutcome> outcomes =
                Await.outcome(
                        PATIENCE,
                        node.log()
                                .append(
                                        List.of(
                                                first.batch(
                                                        new Guard.AtVersion(new StreamVersion(1)),
                                                        Sample.fact("right")),
                                                second.batch(
                                                        new Guard.AtVersion(new StreamVersion(7)),
                                                        Sample.fact("wrong")),
                                                third.batch(
                                                        new Guard.NewStream(), Sample.opening()),
                                                none.batch(
                                                        new Guard.Exists(), Sample.fact("lost")))));

        connections.awaitServer();
        assertThat(outcomes.get(0)).isInstanceOf(Appended.class);
        assertThat(outcomes.get(1))
                .isEqualTo(new AppendOutcome.VersionConflict(new StreamVersion(1)));
        assertThat(outcomes.get(2)).isEqualTo(new AppendOutcome.StreamExists());
        assertThat(outcomes.get(3)).isEqualTo(new AppendOutcome.NoSuchStream());
        assertThat(first.entries()).hasSize(2);
        assertThat(second.entries()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void the_claim_of_a_turn_claimed_at_birth_is_answered_too(Loss loss) throws Exception {
        node.work().join();
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        TurnId turn = Sample.turn();
        connections.lose(loss, FLUSH, 2);

        Appended appended = session.append(session.arrival(turn, "key", true));

        connections.awaitServer();
        assertThat(appended.claim()).isEqualTo(new Claim(session.key(), turn, new Epoch(1)));
        assertThat(session.log()).hasSize(2);
        session.finish(appended.claim());
    }

    @Test
    void a_change_of_the_queue_alone_is_answered_too() {
        node.work().join();
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        Claim claim = session.startTurn();
        connections.lose(Loss.ANSWER, FLUSH, 1);

        AppendOutcome outcome =
                session.attempt(
                        session.batch(new Guard.Owned(claim.epoch()))
                                .with(new WorkChange.Finish(claim.turn())));

        assertThat(outcome).isInstanceOf(Appended.class);
        assertThat(((Appended) outcome).version()).isEqualTo(session.head().version());
    }

    @Test
    void a_server_that_is_only_just_committing_cannot_write_a_second_time() throws Exception {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            lockHead(other, session);
            connections.loseUnderWay(FLUSH, () -> waiting() == 1);
            CompletableFuture<List<AppendOutcome>> append =
                    node.log()
                            .append(List.of(session.batch(new Guard.Exists(), Sample.fact("once"))))
                            .toCompletableFuture();
            Await.until(
                    PATIENCE,
                    "the first try waits for the head, and the second for the first",
                    () -> waiting() == 2);

            other.rollback();

            assertThat(Await.outcome(PATIENCE, append).getFirst()).isInstanceOf(Appended.class);
        }
        connections.awaitServer();
        assertThat(session.entries()).containsOnlyOnce(Sample.fact("once")).hasSize(2);
        assertThat(session.head().offset().value()).isEqualTo(2);
    }

    private static void lockHead(Connection connection, SessionScenario session)
            throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement(
                        "select 1 from perdure.session where id = ? for update")) {
            lock.setObject(1, session.key().id().value());
            lock.execute();
        }
    }

    private int waiting() {
        return Integer.parseInt(
                database.run(
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'"));
    }

    @Test
    void followers_are_shown_a_record_once_and_only_when_it_is_committed() throws Exception {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        try (var reader = node.log().follow(session.key(), session.head().offset())) {
            connections.lose(Loss.ANSWER, FLUSH, 1);
            session.write(Sample.fact("one"));
            session.write(Sample.fact("two"));

            List<Entry> shown = new ArrayList<>();
            while (shown.size() < 2) {
                reader.next(PATIENCE).forEach(envelope -> shown.add(envelope.entry()));
            }
            assertThat(shown).containsExactly(Sample.fact("one"), Sample.fact("two"));
            assertThat(reader.next(Duration.ofMillis(50))).isEmpty();
        }
    }

    @Test
    void a_database_that_stays_away_fails_the_append_in_time_and_the_log_lives_on() {
        node.close();
        node = open(PostgresStorageConfig.DEFAULT.withUnresolvedMax(Duration.ofMillis(200)));
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        connections.lose(Loss.REQUEST, FLUSH, Integer.MAX_VALUE);

        Batch batch = session.batch(new Guard.Exists(), Sample.fact("lost"));
        assertThatThrownBy(() -> node.log().append(List.of(batch)).toCompletableFuture().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LogUnavailable.class);

        connections.lose(Loss.REQUEST, FLUSH, 0);
        session.write(Sample.fact("later"));
        assertThat(session.entries()).containsExactly(Sample.opening(), Sample.fact("later"));
    }

    @Test
    void turns_claimed_in_an_answer_that_was_lost_are_handed_out_all_the_same() {
        node.work().join();
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        TurnId turn = session.enqueue();
        connections.lose(Loss.ANSWER, CLAIM, 1);
        assertThat(node.work().claim(5)).extracting(Claim::turn).containsExactly(turn);
        assertThat(connections.left()).isZero();
        assertThat(node.work().claim(5)).isEmpty();
        assertThat(session.head().epoch()).isEqualTo(new Epoch(1));
    }

    @Test
    void also_when_the_next_answers_are_lost_as_well() {
        node.work().join();
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        TurnId turn = session.enqueue();
        connections.lose(Loss.ANSWER, "claim = ?", 4);
        assertThatThrownBy(() -> node.work().claim(5)).isInstanceOf(WorkUnavailable.class);
        assertThatThrownBy(() -> node.work().claim(5)).isInstanceOf(WorkUnavailable.class);

        assertThat(node.work().claim(5)).extracting(Claim::turn).containsExactly(turn);
        assertThat(node.work().claim(5)).isEmpty();
        assertThat(session.head().epoch()).isEqualTo(new Epoch(1));
    }

    @Test
    void turns_found_again_fill_no_more_places_than_there_are_and_the_others_come_later() {
        node.work().join();
        List<TurnId> turns =
                IntStream.range(0, 5)
                        .mapToObj(i -> SessionScenario.opened(node, PATIENCE).enqueue())
                        .toList();
        connections.lose(Loss.ANSWER, "claim = ?", 2);
        assertThatThrownBy(() -> node.work().claim(5)).isInstanceOf(WorkUnavailable.class);

        List<TurnId> claimed = new ArrayList<>();
        while (claimed.size() < turns.size()) {
            List<Claim> one = node.work().claim(1);
            assertThat(one).hasSize(1);
            claimed.add(one.getFirst().turn());
        }

        assertThat(claimed).isEqualTo(turns);
        assertThat(node.work().claim(5)).isEmpty();
    }

    @Test
    void a_turn_claimed_at_birth_unheard_is_due_again() {
        node.close();
        node = open(PostgresStorageConfig.DEFAULT.withUnresolvedMax(Duration.ofMillis(200)));
        node.work().join();
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        TurnId turn = Sample.turn();
        connections.lose(Loss.ANSWER, FLUSH, Integer.MAX_VALUE);
        assertThatThrownBy(() ->
                        node.log()
                                .append(List.of(session.arrival(turn, "key", true)))
                                .toCompletableFuture()
                                .get())
                .hasCauseInstanceOf(LogUnavailable.class);
        connections.lose(Loss.ANSWER, FLUSH, 0);
        assertThat(session.entries()).hasSize(2);

        Await.until(
                PATIENCE,
                "the turn that nobody runs is due",
                () -> {
                    node.work().sweep();
                    return node.work().claim(5).stream()
                            .anyMatch(claim -> claim.turn().equals(turn));
                });
    }
}
