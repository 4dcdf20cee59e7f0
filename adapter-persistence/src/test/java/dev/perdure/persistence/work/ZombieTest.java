package dev.perdure.persistence.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.persistence.Database;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Claims and declarations of death that run into each other. Two holes were once found here by
 * torture: a node that claimed after it was dead, and a turn claimed just before it.
 */
class ZombieTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database database = Database.migrated();
    private final Storage zombie = database.storage();
    private final Storage survivor = database.storage();
    private SessionScenario session;
    private int incarnation;

    @BeforeEach
    void join() {
        zombie.work().join();
        incarnation = Integer.parseInt(database.run("select max(incarnation) from perdure.node"));
        survivor.work().join();
        session = SessionScenario.opened(survivor, PATIENCE);
    }

    @AfterEach
    void close() {
        zombie.close();
        survivor.close();
        database.close();
    }

    @Test
    void a_node_that_is_being_declared_dead_gains_nothing_by_claiming_at_that_moment()
            throws SQLException {
        TurnId turn = session.enqueue();
        try (Connection sweep = transaction()) {
            markDead(sweep);
            try (Background<List<Claim>> claim = Background.start(() -> zombie.work().claim(10))) {
                awaitLockWaits(1);
                sweep.commit();

                assertThat(claim.await(PATIENCE)).isEmpty();
            }
        }
        assertThat(survivor.work().claim(10)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void nor_by_an_append_that_asks_for_the_claim_at_that_moment() throws SQLException {
        TurnId turn = Sample.turn();
        try (Connection sweep = transaction()) {
            markDead(sweep);
            try (Background<Boolean> append =
                    Background.start(() ->
                            session.on(zombie).append(session.arrival(turn, "key", true)).claim()
                                    != null)) {
                awaitLockWaits(1);
                sweep.commit();

                assertThat(append.await(PATIENCE)).isFalse();
            }
        }
        assertThat(survivor.work().claim(10)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void a_turn_claimed_just_before_the_claimer_is_declared_dead_is_due_after_that_very_sweep()
            throws SQLException {
        TurnId turn = session.enqueue();
        try (Connection claim = transaction();
                PreparedStatement statement = claim.prepareStatement(NodeSql.CLAIM)) {
            statement.setInt(1, incarnation);
            statement.setInt(2, 10);
            statement.setInt(3, incarnation);
            statement.setLong(4, 1);
            endLease();
            statement.executeQuery().close();
            try (Background<Boolean> sweep =
                    Background.start(() -> {
                        survivor.work().sweep();
                        return true;
                    })) {
                awaitLockWaits(1);
                claim.commit();
                sweep.await(PATIENCE);
            }
        }
        assertThat(database.run("select state from perdure.turn where id = ?", turn.value()))
                .isEqualTo("0");
        assertThat(survivor.work().claim(10)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void a_renewal_at_the_last_moment_keeps_the_node_alive() throws SQLException {
        endLease();
        try (Connection renewal = transaction();
                PreparedStatement renew = renewal.prepareStatement(NodeSql.RENEW)) {
            renew.setLong(1, 4_000);
            renew.setInt(2, incarnation);
            assertThat(renew.executeQuery().next()).isTrue();
            try (Background<Boolean> sweep =
                    Background.start(() -> {
                        survivor.work().sweep();
                        return true;
                    })) {
                awaitLockWaits(1);
                renewal.commit();
                sweep.await(PATIENCE);
            }
        }
        assertThat(zombie.work().renew()).isTrue();
    }

    @Test
    void a_node_whose_lock_is_free_is_taken_over_long_before_its_lease_ends() {
        Claim claim = session.on(zombie).startTurn();
        database.run(
                "update perdure.node set lease_until = clock_timestamp() + interval '10 minutes'");
        endConnection("perdure node");

        Await.until(
                PATIENCE,
                "the turn is taken over",
                () -> {
                    survivor.work().sweep();
                    return survivor.work().claim(10).stream()
                            .anyMatch(taken -> taken.turn().equals(claim.turn()));
                });
        assertThat(
                        Boolean.parseBoolean(
                                database.run(
                                        "select lease_until > clock_timestamp() from perdure.node"
                                                + " where incarnation = ?",
                                        incarnation)))
                .as("the lease had not ended")
                .isTrue();
        assertThat(zombie.work().renew()).isFalse();
    }

    @Test
    void a_node_whose_connection_broke_takes_its_lock_again() {
        endConnection("perdure node");

        assertThat(zombie.work().renew()).isTrue();

        assertThat(
                        database.run(
                                "select count(*) from pg_locks where locktype = 'advisory'"
                                        + " and granted and objid = ?::oid and classid = ?::oid",
                                Integer.toString(incarnation),
                                Integer.toString(NodeSql.LOCK_SPACE)))
                .isEqualTo("1");
        survivor.work().sweep();
        assertThat(zombie.work().renew()).isTrue();
    }

    private Connection transaction() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private void markDead(Connection connection) throws SQLException {
        try (PreparedStatement mark =
                connection.prepareStatement(
                        "update perdure.node set dead = true where incarnation = ?")) {
            mark.setInt(1, incarnation);
            assertThat(mark.executeUpdate()).isEqualTo(1);
        }
    }

    private void endLease() {
        database.run(
                "update perdure.node set lease_until = clock_timestamp() - interval '1 s'"
                        + " where incarnation = ?",
                incarnation);
    }

    /** The zombie's, which joined first. */
    private void endConnection(String name) {
        database.run(
                "select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                        + " where l.locktype = 'advisory' and l.objid = ?::oid and a.application_name = ?",
                Integer.toString(incarnation),
                name);
    }

    private void awaitLockWaits(int count) {
        Await.until(
                PATIENCE,
                "a statement waits for a lock",
                () ->
                        database.run(
                                        "select count(*) from pg_stat_activity where datname ="
                                                + " current_database() and wait_event_type = 'Lock'")
                                .equals(Integer.toString(count)));
    }
}
