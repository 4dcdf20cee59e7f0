package dev.perdure.postgres;

import static dev.perdure.postgres.Clusters.await;
import static dev.perdure.postgres.Clusters.execute;
import static dev.perdure.postgres.Clusters.persistent;
import static dev.perdure.postgres.Clusters.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

    /** One cluster for all: whatever a test does to it, the next must find it in order. */
    @TempDir static Path base;

    @BeforeAll
    static void a_cluster_that_was_created_earlier() throws IOException {
        Clusters.prepare(base);
    }

    @Test
    void a_killed_server_gives_its_committed_rows_back_while_its_children_still_hold_memory()
            throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base));
        execute(server, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 'a row' AS text");
        try (var busy = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = Clusters.connect(server)) {
            busy.submit(
                    () -> query(connection, "SELECT count(*) FROM generate_series(1, 2000000)"));
            Clusters.postmaster(base).destroyForcibly();
            server.close();
            try (EmbeddedPostgres next = EmbeddedPostgres.start(persistent(base))) {
                assertThat(query(next, "SELECT text FROM kept")).isEqualTo("a row");
            }
        }
    }

    @Test
    void a_killed_server_is_started_again_on_its_port_and_has_its_committed_rows()
            throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base))) {
            int port = server.port();
            execute(
                    server,
                    "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 'a row' AS text");
            for (int round = 0; round < 2; round++) {
                long killed = Clusters.postmasterPid(base);
                killPostgres();
                await("another server answers", () -> answers(server, killed));
                assertThat(server.port()).isEqualTo(port);
                assertThat(query(server, "SELECT text FROM kept")).isEqualTo("a row");
            }
        }
        assertThat(base.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void closing_a_server_that_is_being_started_again_leaves_no_process_behind() throws Exception {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base));
        killPostgres();
        server.close();
        assertThat(ProcessHandle.current().children().filter(child -> !before.contains(child)))
                .noneMatch(Clusters::running);
        EmbeddedPostgres.start(persistent(base)).close();
    }

    @Test
    void a_killed_program_can_be_started_again_at_once() throws Exception {
        try (ChildJvm child = ChildJvm.start(base);
                Connection connection = child.connect()) {
            createRow(connection);
            child.kill();
            assertNextStartFindsTheRow();
        }
    }

    @Test
    void everything_killed_at_once_can_be_started_again_at_once() throws Exception {
        try (ChildJvm child = ChildJvm.start(base);
                Connection connection = child.connect()) {
            createRow(connection);
            List<ProcessHandle> all = child.everything();
            assertThat(all).hasSizeGreaterThan(5);
            all.forEach(ProcessHandle::destroyForcibly);
            assertNextStartFindsTheRow();
        }
    }

    @Test
    void the_program_and_the_server_killed_together_can_be_started_again_at_once()
            throws Exception {
        try (ChildJvm child = ChildJvm.start(base);
                Connection connection = child.connect()) {
            createRow(connection);
            ProcessHandle postmaster = Clusters.postmaster(base);
            child.kill();
            postmaster.destroyForcibly();
            assertNextStartFindsTheRow();
        }
    }

    @Test
    void a_server_whose_keeper_was_killed_too_is_found_and_stopped_by_the_next_start()
            throws Exception {
        try (ChildJvm child = ChildJvm.start(base);
                Connection connection = child.connect()) {
            createRow(connection);
            ProcessHandle orphan = Clusters.postmaster(base);
            child.everything().stream()
                    .filter(process -> !process.info().command().orElse("").endsWith("/postgres"))
                    .forEach(ProcessHandle::destroyForcibly);
            assertThat(Clusters.running(orphan)).isTrue();
            assertNextStartFindsTheRow();
            assertThat(Clusters.running(orphan)).isFalse();
        }
    }

    @Test
    void a_server_stops_by_itself_when_its_program_is_killed() throws Exception {
        try (ChildJvm child = ChildJvm.start(base)) {
            List<ProcessHandle> all = child.everything();
            child.kill();
            await(
                    "all processes of the program have ended",
                    () -> all.stream().noneMatch(Clusters::running));
            assertThat(base.resolve("data/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void a_program_killed_while_it_creates_the_data_directory_leaves_nothing_that_counts(
            @TempDir Path directory) throws Exception {
        Path fresh = directory.resolve("0");
        killWhileItCreates(fresh);
        // Who was held up for so long that the directory was complete has killed too late.
        for (int again = 1; Files.exists(fresh.resolve("data")) && again < 10; again++) {
            fresh = directory.resolve(Integer.toString(again));
            killWhileItCreates(fresh);
        }
        assertThat(fresh.resolve("data")).doesNotExist();

        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(fresh))) {
            assertThat(query(server, "SELECT 'fine'")).isEqualTo("fine");
        }
    }

    private static void killWhileItCreates(Path fresh) throws Exception {
        Process child =
                ChildJvm.launch(
                        List.of(),
                        System.getProperty("java.class.path", ""),
                        fresh,
                        Clusters.SHARED_BINARIES);
        await(
                "the data directory grows",
                () -> Files.exists(fresh.resolve("data.init/PG_VERSION")));
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
        await("the program is dead", () -> !child.isAlive());
    }

    @Test
    void a_stranger_named_by_an_old_postmaster_file_is_left_alone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            claim(stranger.pid());
            EmbeddedPostgres.start(persistent(base)).close();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void the_server_of_another_directory_named_by_an_old_postmaster_file_is_left_alone(
            @TempDir Path otherBase) throws Exception {
        Clusters.prepare(otherBase);
        try (EmbeddedPostgres other = EmbeddedPostgres.start(persistent(otherBase))) {
            claim(Clusters.postmasterPid(otherBase));
            EmbeddedPostgres.start(persistent(base)).close();
            assertThat(query(other, "SELECT 'untouched'")).isEqualTo("untouched");
        }
    }

    /** All of it, with nobody left to notice that the server is gone. */
    private static void killPostgres() throws IOException {
        ProcessHandle postmaster = Clusters.postmaster(base);
        List<ProcessHandle> children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean answers(EmbeddedPostgres server, long killed) throws IOException {
        try {
            boolean other =
                    PostmasterFile.read(base.resolve("data"))
                            .filter(file -> file.pid() != killed)
                            .isPresent();
            return other && query(server, "SELECT 1").equals("1");
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static void claim(long pid) throws IOException {
        Files.writeString(
                base.resolve("data/postmaster.pid"),
                "%d%n%s%n1700000000%n5432%n%n127.0.0.1%n  1234567 0%nready   %n"
                        .formatted(pid, base.resolve("data")));
    }

    private static void createRow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 'a row' AS text");
        }
    }

    private static void assertNextStartFindsTheRow() throws Exception {
        await("the dead program's lock is gone", CrashTest::lockIsFree);
        try (EmbeddedPostgres server = EmbeddedPostgres.start(persistent(base))) {
            assertThat(query(server, "SELECT text FROM kept")).isEqualTo("a row");
        }
    }

    /** A killed process is gone only when the kernel has got round to it. */
    private static boolean lockIsFree() {
        BaseDirectory directory = BaseDirectory.prepare(base);
        try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
            return lock != null;
        } catch (EmbeddedPostgresException stillHeld) {
            return false;
        }
    }
}
