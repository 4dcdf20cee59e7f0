package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.perdure.contract.Await;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A storage on a program's own data source borrows connections and gives them back as they were.
 */
class EmbeddingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_pool_gets_its_connections_back_as_it_lent_them() throws SQLException {
        // Nobody was ever there, so no late word of an earlier node can be heard.
        try (Database database = Database.empty();
                HikariDataSource pool = pool(database)) {
            try (PostgresStorage node = PostgresStorage.open(pool)) {
                node.work().join();
                SessionScenario session = SessionScenario.opened(node, PATIENCE);
                Claim claim = session.startTurn();
                session.finish(claim);
                assertThat(session.write(Sample.fact("done")).version().value()).isEqualTo(4);
                // The last one is for hints, and a node that is alone sends none. The lane of
                // owners connects when it is first used, and what an owner writes right behind
                // something else stays in the lane of that: it is written until it has a lane of
                // its own.
                Await.until(
                        PATIENCE,
                        "the direct connections of a node that is alone are lent",
                        () -> {
                            session.append(
                                    new Guard.Owned(claim.epoch()), Sample.fact("still here"));
                            return pool.getHikariPoolMXBean().getActiveConnections()
                                    == PostgresStorage.DIRECT_CONNECTIONS - 1;
                        });
            }

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            List<Connection> lent = new ArrayList<>();
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                Connection connection = pool.getConnection();
                lent.add(connection);
                assertThat(ask(connection, "select current_user = session_user")).isEqualTo("t");
                assertThat(ask(connection, "select count(*) from pg_listening_channels()"))
                        .isEqualTo("0");
                assertThat(ask(connection, "show synchronous_commit")).isEqualTo("on");
                assertThat(ask(connection, "show enable_seqscan")).isEqualTo("on");
                assertThat(
                                ask(
                                        connection,
                                        "select count(*) from pg_locks where locktype = 'advisory'"
                                                + " and pid = pg_backend_pid()"))
                        .isEqualTo("0");
                assertThat(connection.getAutoCommit()).isTrue();
            }
            for (Connection connection : lent) {
                connection.close();
            }
        }
    }

    private static HikariDataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.address().jdbcUrl());
        config.setUsername(database.address().user());
        config.setPassword(database.address().password());
        config.setMaximumPoolSize(PostgresStorage.DIRECT_CONNECTIONS + 2);
        return new HikariDataSource(config);
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void closing_twice_does_no_harm_and_what_was_appended_is_written() {
        try (Database database = Database.migrated()) {
            PostgresStorage node = database.storage();
            SessionScenario session = SessionScenario.opened(node, PATIENCE);
            var append =
                    node.log()
                            .append(
                                    List.of(
                                            session.batch(
                                                    new Guard.Exists(),
                                                    Sample.fact("last words"))));
            node.close();
            node.close();

            assertThat(Await.outcome(PATIENCE, append).getFirst())
                    .isInstanceOf(AppendOutcome.Appended.class);
            try (PostgresStorage other = database.storage()) {
                assertThat(session.on(other).entries()).contains(Sample.fact("last words"));
            }
        }
    }
}
