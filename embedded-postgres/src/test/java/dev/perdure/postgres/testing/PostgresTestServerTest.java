package dev.perdure.postgres.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresTestServerTest {

    private final PostgresTestServer server = PostgresTestServer.shared();

    @Test
    void databases_are_separate_and_sessions_live_in_a_zone_that_is_not_the_jvms()
            throws Exception {
        TestDatabase one = server.createDatabase();
        TestDatabase two = server.createDatabase();
        execute(one, "CREATE TABLE mine (id int)");
        execute(two, "CREATE TABLE mine (id int)");
        assertThat(query(one, "SHOW TimeZone")).isEqualTo(PostgresTestServer.SESSION_TIME_ZONE);
        assertThat(TimeZone.getDefault().getID())
                .isNotEqualTo(PostgresTestServer.SESSION_TIME_ZONE);
    }

    @Test
    void a_copy_holds_what_the_template_holds_and_then_goes_its_own_way() throws Exception {
        TestDatabase template = server.createDatabase();
        execute(template, "CREATE TABLE kept AS SELECT 1 AS id");
        TestDatabase copy = server.createDatabaseFrom(template);
        execute(copy, "INSERT INTO kept VALUES (2)");
        assertThat(query(copy, "SELECT count(*) FROM kept")).isEqualTo("2");
        assertThat(query(template, "SELECT count(*) FROM kept")).isEqualTo("1");
        assertThat(query(copy, "SHOW TimeZone")).isEqualTo(PostgresTestServer.SESSION_TIME_ZONE);
    }

    @Test
    void a_dropped_database_ends_its_sessions() throws Exception {
        TestDatabase database = server.createDatabase();
        try (Connection connection = connect(database)) {
            server.drop(database);
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThatThrownBy(() -> connect(database)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> server.createDatabaseFrom(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void many_threads_get_a_database_each() throws Exception {
        Callable<String> create = () -> server.createDatabase().name();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> names = threads.invokeAll(List.of(create, create, create, create));
            assertThat(names).extracting(Future::resultNow).doesNotHaveDuplicates();
        }
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
