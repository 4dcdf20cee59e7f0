package dev.perdure.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/** What the tests do with a cluster: start it on shared binaries, ask it in SQL, wait for it. */
final class Clusters {

    static final Path SHARED_BINARIES = Path.of("target", "postgres-binaries");

    private static final Duration WAIT_MAX = Duration.ofSeconds(90);

    private Clusters() {}

    static EmbeddedPostgresConfig persistent(Path base) {
        return EmbeddedPostgresConfig.persistent(base).withBinariesDirectory(SHARED_BINARIES);
    }

    /**
     * Puts a cluster that was created earlier into a directory, for tests that are not about the
     * first start.
     */
    static void prepare(Path base) throws IOException {
        Files.createDirectories(base);
        copy(Prepared.CLUSTER.resolve("data"), base.resolve("data"));
        copy(Prepared.CLUSTER.resolve("password"), base.resolve("password"));
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Unpacked binaries, in a directory of the caller's choice. */
    static void prepareBinaries(Path directory) throws IOException {
        Binaries binaries =
                Binaries.in(SHARED_BINARIES, BinariesArchive.onClassPath(Platform.current()));
        Files.createDirectories(directory);
        copy(binaries.folder(), directory.resolve(binaries.folder().getFileName()));
    }

    static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.superuser(), server.password());
    }

    static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server)) {
            return query(connection, sql);
        }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /** Fails the test when the condition does not come to hold. */
    static void await(String what, Waiting.Condition condition) throws IOException {
        if (!Waiting.until(condition, WAIT_MAX)) {
            throw new AssertionError("Not within " + WAIT_MAX + ": " + what);
        }
    }

    /** A killed process stays in the list until its parent collects it, but has no program then. */
    static boolean running(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    static long postmasterPid(Path base) throws IOException {
        return PostmasterFile.read(base.resolve("data")).orElseThrow().pid();
    }

    static ProcessHandle postmaster(Path base) throws IOException {
        return ProcessHandle.of(postmasterPid(base)).orElseThrow();
    }

    private static final class Prepared {
        static final Path CLUSTER = create();

        private static Path create() {
            Path base = Path.of("target", "prepared-cluster");
            try {
                BaseDirectory.delete(base);
                EmbeddedPostgres.start(persistent(base)).close();
                return base;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
