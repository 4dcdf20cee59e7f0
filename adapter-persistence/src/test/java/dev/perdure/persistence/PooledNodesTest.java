package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.persistence.pooler.Pooler;
import dev.perdure.persistence.work.DeathNotice;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that reach the database through a pooler in transaction mode: slower, and as right. */
class PooledNodesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Database database = Database.empty();
    private final List<AutoCloseable> open = new ArrayList<>();

    static List<Pooler.Kind> poolers() {
        List<Pooler.Kind> kinds = Pooler.kinds();
        System.out.println("Poolers on this machine: " + kinds);
        return kinds;
    }

    private String behind(Pooler.Kind kind) {
        Pooler pooler =
                keep(kind.inFrontOf(database.port(), user(), database.address().password()));
        return database.urlThrough(pooler.port());
    }

    private String user() {
        return database.address().user();
    }

    private PostgresStorage node(String url) {
        return keep(
                PostgresStorage.connect(
                        url, user(), database.address().password(), PostgresStorageConfig.DEFAULT));
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.addFirst(opened);
        return opened;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        database.close();
    }

    @ParameterizedTest
    @MethodSource("poolers")
    void a_node_migrates_writes_and_claims_and_says_how_it_is_watched(Pooler.Kind kind)
            throws Exception {
        String url = behind(kind);
        PostgresStorage node = node(url);
        assertThat(node.deathNotice()).isEqualTo(DeathNotice.NONE);
        node.work().join();

        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        for (int i = 0; i < 20; i++) {
            Claim claim = session.startTurn();
            session.write(Sample.fact("fact " + i), Sample.delta("piece"));
            session.finish(claim);
            assertThat(node.work().renew()).isTrue();
            node.work().sweep();
        }

        assertThat(session.log()).hasSize(1 + 20 * 4);
        assertThat(node.deathNotice()).isEqualTo(DeathNotice.LEASE);
        assertThat(node.hearsHints()).isFalse();
        assertNothingIsLeftBehind(url);
    }

    /** Whoever is given one of the sessions next must not notice who had it before. */
    private void assertNothingIsLeftBehind(String url) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Connection connection =
                    keep(
                            DriverManager.getConnection(
                                    url + (url.contains("?") ? "&" : "?") + "prepareThreshold=0",
                                    user(),
                                    database.address().password()));
            connection.setAutoCommit(false);
            all.add(connection);
        }
        for (Connection connection : all) {
            assertThat(ask(connection, "select current_user = session_user")).isEqualTo("t");
            assertThat(ask(connection, "select count(*) from pg_listening_channels()"))
                    .isEqualTo("0");
            assertThat(ask(connection, "show enable_seqscan")).isEqualTo("on");
            assertThat(ask(connection, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(connection, "show search_path")).doesNotContain("perdure");
            assertThat(
                            ask(
                                    connection,
                                    "select count(*) from pg_locks where locktype = 'advisory'"
                                            + " and pid = pg_backend_pid()"))
                    .isEqualTo("0");
        }
        for (Connection connection : all) {
            connection.rollback();
        }
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    @ParameterizedTest
    @MethodSource("poolers")
    void what_one_node_writes_another_reads_and_takes_over_when_the_lease_has_ended(
            Pooler.Kind kind) throws Exception {
        String url = behind(kind);
        Storage first = node(url);
        Storage second = node(url);
        first.work().join();
        second.work().join();
        SessionScenario session = SessionScenario.opened(first, PATIENCE);
        Claim claim = session.startTurn();
        try (Subscription reader = second.log().follow(session.key(), Offset.START)) {
            for (int i = 0; i < 5; i++) {
                session.write(Sample.fact("fact " + i), Sample.delta("piece " + i));
            }
            assertThat(readTo(reader, session.head().offset())).isEqualTo(session.log());
        }
        List<Claim> taken = new ArrayList<>();
        Await.until(
                PATIENCE,
                "the silent node is taken over",
                () -> {
                    second.work().renew();
                    second.work().sweep();
                    taken.addAll(second.work().claim(10));
                    return !taken.isEmpty();
                });
        assertThat(taken).extracting(Claim::turn).containsExactly(claim.turn());
        assertThat(first.work().renew()).isFalse();
    }

    private static List<Envelope> readTo(Subscription reader, Offset last)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Envelope> seen = new ArrayList<>();
        while (seen.isEmpty() || last.isAfter(seen.getLast().offset())) {
            assertThat(end - System.nanoTime()).as("time left").isPositive();
            seen.addAll(reader.next(Duration.ofSeconds(1)));
        }
        return seen;
    }

    @ParameterizedTest
    @MethodSource("poolers")
    void a_node_with_a_direct_connection_does_not_take_one_without_a_lock_for_dead(
            Pooler.Kind kind) {
        Storage pooled = node(behind(kind));
        PostgresStorage direct = node(database.address().jdbcUrl());
        pooled.work().join();
        direct.work().join();
        SessionScenario session = SessionScenario.opened(pooled, PATIENCE);
        Claim claim = session.startTurn();
        // Late enough for whoever has a lock to be judged by it, and in time for a lease.
        database.run(
                "update perdure.node set heartbeat_at = heartbeat_at - interval '3 seconds',"
                        + " lease_until = lease_until + interval '10 minutes'");
        for (int i = 0; i < 5; i++) {
            direct.work().sweep();
            assertThat(direct.work().claim(10)).isEmpty();
        }

        assertThat(pooled.work().renew()).isTrue();
        session.finish(claim);
        assertThat(direct.deathNotice()).isEqualTo(DeathNotice.LOCK);
        Await.until(PATIENCE, "hints arrive on the direct one", direct::hearsHints);
    }
}
