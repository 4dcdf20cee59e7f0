package dev.perdure.postgres;

import static dev.perdure.postgres.Clusters.execute;
import static dev.perdure.postgres.Clusters.persistent;
import static dev.perdure.postgres.Clusters.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    /** One cluster for all tests that are not about the first start; each leaves it in order. */
    @TempDir static Path parent;

    @TempDir Path directory;

    @BeforeAll
    static void a_cluster_that_was_created_earlier() throws IOException {
        Clusters.prepare(base());
    }

    private static Path base() {
        return parent.resolve("a base with spaces");
    }

    @Test
    void the_first_start_in_an_absent_directory_gives_a_server_that_flushes_every_commit()
            throws Exception {
        Path fresh = directory.resolve("below/base");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(fresh));
                Connection connection = Clusters.connect(server)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                    .isEqualTo("rwx------");
            assertThat(query(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(query(connection, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(connection, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(connection, "SHOW data_checksums")).isEqualTo("on");
            assertThat(query(connection, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(query(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(connection, "SHOW jit")).isEqualTo("off");
            assertThat(query(connection, "SHOW deadlock_timeout")).isEqualTo("100ms");
            assertThat(query(connection, "SHOW idle_in_transaction_session_timeout"))
                    .isEqualTo("30s");
            assertThat(query(connection, "SHOW client_connection_check_interval")).isEqualTo("1s");
            assertThat(query(connection, "SHOW shared_buffers")).isEqualTo("256MB");
            assertThat(query(connection, "SHOW max_wal_size")).isEqualTo("512MB");
            assertThat(query(connection, "SHOW data_directory"))
                    .isEqualTo(server.dataDirectory().toString());
        }
    }

    @Test
    void only_this_user_reads_the_password_and_nobody_gets_in_without_it() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base()))) {
            Path passwordFile = base().resolve("password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(passwordFile))
                    .isEqualTo(server.password())
                    .hasSizeGreaterThan(30);
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    server.jdbcUrl("postgres"), server.superuser(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void rows_port_and_password_are_the_same_after_a_stop_and_a_start() throws Exception {
        int port;
        String password;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base()))) {
            execute(
                    server,
                    "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 'a row' AS text");
            port = server.port();
            password = server.password();
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base()))) {
            assertThat(query(server, "SELECT text FROM kept")).isEqualTo("a row");
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.password()).isEqualTo(password);
        }
    }

    @Test
    void closing_leaves_no_process_behind_and_may_be_repeated() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base()));
        List<ProcessHandle> ours = ProcessHandle.current().descendants().toList();
        assertThat(ours)
                .anyMatch(process -> process.info().command().orElse("").endsWith("/bin/postgres"));

        server.close();
        server.close();

        assertThat(ours).noneMatch(Clusters::running);
        assertThat(base().resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_second_start_on_the_same_directory_is_refused_and_keeps_being_refused()
            throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base()))) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(persistent(base())))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessage(
                            "This process already runs the PostgreSQL in %s: close it first, or start with another directory.",
                            base());
            try (ChildJvm other = ChildJvm.start(base())) {
                assertThat(other.firstLine())
                        .isEqualTo(
                                "Another process (pid %d) uses the PostgreSQL in %s: stop it, or start with a directory of your own.",
                                ProcessHandle.current().pid(), base());
            }
            assertThat(query(server, "SELECT 'still here'")).isEqualTo("still here");
        }
    }

    @Test
    void a_refused_start_says_why_and_leaves_the_directory_free_for_the_next() throws Exception {
        EmbeddedPostgresConfig wrong = persistent(base()).withSetting("shared_buffers", "some");
        assertThatThrownBy(() -> EmbeddedPostgres.start(wrong))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageStartingWith(
                        "PostgreSQL did not start. The last lines of "
                                + base().resolve("postgres.log"))
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"some\"");

        String quoted = "it's \"quoted\"; $(true) ";
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(persistent(base()).withSetting("log_line_prefix", quoted))) {
            assertThat(query(server, "SHOW log_line_prefix")).isEqualTo(quoted);
        }
    }

    @Test
    void data_of_another_major_version_is_refused_before_anything_touches_it() throws Exception {
        Path versionFile = base().resolve("data/PG_VERSION");
        Files.writeString(versionFile, "17\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(persistent(base())))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessage(
                        "The data in %s was written by PostgreSQL 17 and the binaries here are PostgreSQL 18, which cannot read"
                                + " it: run with binaries of version 17, or dump it there and restore it into a new directory.",
                        base().resolve("data"));

        Files.delete(versionFile);
        assertThatThrownBy(() -> EmbeddedPostgres.start(persistent(base())))
                .hasMessageContaining("holds no PostgreSQL data (no PG_VERSION in it)");

        Files.writeString(versionFile, "18\n");
        Files.move(base().resolve("password"), base().resolve("password.away"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(persistent(base())))
                .hasMessageContaining(
                        "The password file " + base().resolve("password") + " is missing");

        Files.move(base().resolve("password.away"), base().resolve("password"));
        EmbeddedPostgres.start(persistent(base())).close();
    }

    @Test
    void a_port_that_somebody_else_took_is_refused_when_given_and_replaced_when_only_remembered()
            throws Exception {
        int remembered;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base()))) {
            remembered = server.port();
        }
        try (ServerSocket somebodyElse =
                new ServerSocket(remembered, 1, InetAddress.getLoopbackAddress())) {
            int taken = somebodyElse.getLocalPort();
            assertThatThrownBy(() -> EmbeddedPostgres.start(persistent(base()).withPort(taken)))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessage(
                            "Another program listens on port %d, which PostgreSQL was told to use: stop it, or choose another port.",
                            taken);
            try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base()))) {
                assertThat(server.port()).isNotEqualTo(taken);
                assertThat(query(server, "SELECT 1")).isEqualTo("1");
            }
        }
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(persistent(base()).withPort(remembered))) {
            assertThat(server.port()).isEqualTo(remembered);
        }
    }

    @Test
    void a_throwaway_server_flushes_nothing_and_differs_in_nothing_else_that_code_can_notice()
            throws Exception {
        EmbeddedPostgresConfig config =
                EmbeddedPostgresConfig.throwaway(base())
                        .withBinariesDirectory(Clusters.SHARED_BINARIES);
        try (EmbeddedPostgres server = EmbeddedPostgres.start(config)) {
            assertThat(query(server, "SHOW fsync")).isEqualTo("off");
            assertThat(query(server, "SHOW full_page_writes")).isEqualTo("off");
            assertThat(query(server, "SHOW deadlock_timeout")).isEqualTo("100ms");
            assertThat(query(server, "SHOW idle_in_transaction_session_timeout")).isEqualTo("30s");
        }
    }

    @Test
    void a_directory_that_cannot_be_made_is_refused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(persistent(file.resolve("below"))))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageStartingWith(
                        "The directory "
                                + file.resolve("below")
                                + " cannot be used for PostgreSQL (");
    }
}
