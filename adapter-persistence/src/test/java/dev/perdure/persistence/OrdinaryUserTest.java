package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.work.Claim;
import dev.perdure.persistence.database.PersistenceException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Users who are no superusers: what they need, what they are told, and that nothing runs as them.
 */
class OrdinaryUserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final String PASSWORD = "a password";

    private final Database database = Database.empty();
    private final String user = "tenant_test_" + USERS.incrementAndGet();

    @AfterEach
    void close() {
        database.close();
        try (Database any = Database.empty()) {
            any.run("drop owned by " + user);
            any.run("drop role " + user);
        }
    }

    private void createUser(String attributes) {
        database.run(
                "create role " + user + " login " + attributes + " password '" + PASSWORD + "'");
    }

    private void mayCreateSchema() {
        database.run("grant create on database " + database.address().name() + " to " + user);
    }

    private PostgresStorage open() {
        return PostgresStorage.connect(
                database.address().jdbcUrl(), user, PASSWORD, PostgresStorageConfig.DEFAULT);
    }

    @Test
    void an_owner_who_may_take_on_the_roles_runs_everything_and_sees_nothing() throws Exception {
        Database.migrated().close();
        createUser("");
        mayCreateSchema();
        database.run("grant perdure_engine, perdure_api to " + user + " with inherit false");

        runEverything();
        assertThat(
                        database.run(
                                "select count(*) from pg_inherits where inhparent = 'perdure.delta'::regclass"))
                .as("partitions made ahead, and the one for everything else")
                .isEqualTo("6");
    }

    @Test
    void an_owner_who_may_create_roles_needs_nothing_else() throws Exception {
        createUser("createrole");
        mayCreateSchema();
        if (database.run("select count(*) from pg_roles where rolname = 'perdure_engine'")
                .equals("1")) {
            database.run(
                    "grant perdure_engine, perdure_api to "
                            + user
                            + " with admin true, inherit false, set false");
        }

        runEverything();
    }

    private void runEverything() throws SQLException {
        try (PostgresStorage node = open()) {
            node.work().join();
            SessionScenario session = SessionScenario.opened(node, PATIENCE);
            session.write(Sample.mixture("some", 5));
            Claim claim = session.startTurn();
            session.finish(claim);
            node.work().sweep();
            assertThat(session.log()).hasSize(8);
            assertThat(node.sessions().find(session.key())).isPresent();

            for (String table :
                    new String[] {"session", "session_entry", "event", "delta", "turn"}) {
                assertThat(database.run("select count(*) from perdure." + table)).isNotEqualTo("0");
                assertThat(countedByOwner(table)).as("the owner's own view of " + table).isZero();
            }
            assertThat(node.sessions().remove(session.key())).isTrue();
        }
    }

    private long countedByOwner(String table) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.address().jdbcUrl(), user, PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from perdure." + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void a_user_who_may_not_create_a_schema_is_told_so() {
        createUser("");

        assertThatThrownBy(this::open)
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("may not create a schema");
    }

    @Test
    void a_user_who_may_not_take_on_the_roles_is_told_what_to_run() {
        Database.migrated().close();
        createUser("");
        mayCreateSchema();

        assertThatThrownBy(this::open)
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("GRANT perdure_engine, perdure_api TO " + user);
    }

    @Test
    void a_user_with_a_wrong_password_is_told_what_to_check() {
        createUser("");

        assertThatThrownBy(() ->
                        PostgresStorage.connect(
                                database.address().jdbcUrl(),
                                user,
                                "another password",
                                PostgresStorageConfig.DEFAULT))
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("password");
    }

    @Test
    void an_address_where_nobody_listens_is_told_apart() {
        createUser("");

        assertThatThrownBy(() ->
                        PostgresStorage.connect(
                                "jdbc:postgresql://127.0.0.1:1/postgres",
                                user,
                                PASSWORD,
                                PostgresStorageConfig.DEFAULT))
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("Check that it runs");
    }
}
