package dev.perdure.benchmarks;

import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.PostgresStorageConfig;
import dev.perdure.postgres.EmbeddedPostgres;
import dev.perdure.postgres.EmbeddedPostgresConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one run share: a PostgreSQL that flushes to disk, and the service in a process
 * of its own beside it. The database directory is removed at the end.
 */
final class Stage implements AutoCloseable {

    private final Plan plan;
    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();
    private final List<ServiceProgram> programs = new ArrayList<>();
    private @Nullable ServiceProgram service;
    private boolean warm;
    private double bestCommitRate;

    private Stage(Plan plan, Path directory, EmbeddedPostgres postgres) {
        this.plan = plan;
        this.directory = directory;
        this.postgres = postgres;
    }

    static Stage open(Plan plan) throws IOException {
        Files.createDirectories(plan.data());
        Path directory = Files.createTempDirectory(plan.data(), "run");
        // The server may have to run as another user.
        directory.toFile().setExecutable(true, false);
        directory.toFile().setReadable(true, false);
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(
                        EmbeddedPostgresConfig.persistent(directory.resolve("shared"))
                                .withBinariesDirectory(plan.data().resolve("binaries")));
        return new Stage(plan, directory, postgres);
    }

    Scale scale() {
        return plan.scale();
    }

    Plan plan() {
        return plan;
    }

    /** A directory of its own, removed at the end. */
    Path directory(String name) {
        return directory.resolve(name);
    }

    /** How a fresh database is reached. */
    record Address(String jdbcUrl, String user, String password) {

        Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, user, password);
        }

        /** What is stored there, for the driver itself to read and write. */
        PostgresStorage storage() {
            return PostgresStorage.connect(jdbcUrl, user, password, PostgresStorageConfig.DEFAULT);
        }

        /** As the service wants to be told. */
        String url() {
            return "postgres://"
                    + user
                    + ":"
                    + password
                    + "@"
                    + jdbcUrl.substring("jdbc:postgresql://".length());
        }
    }

    Address createDatabase() throws SQLException {
        String name = "bench_" + databases.incrementAndGet();
        try (Connection connection = address("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return address(name);
    }

    private Address address(String database) {
        return new Address(postgres.jdbcUrl(database), postgres.superuser(), postgres.password());
    }

    /** The service that most parts talk to; started at the first call. */
    ServiceProgram service() throws Exception {
        if (service == null) {
            service = start(plan.port(), createDatabase());
        }
        return service;
    }

    /** The same, after its compilers came to rest over turns. */
    ServiceProgram warmService(Report report) throws Exception {
        ServiceProgram started = service();
        if (!warm) {
            warm = true;
            report.explain(
                    "the service "
                            + Compilers.settle(
                                    started.handle().pid(), scale(), () -> HttpTurns.warmUp(this)));
        }
        return started;
    }

    /** One more service, which the caller closes. */
    ServiceProgram start(int port, Address address) throws Exception {
        return keep(
                ServiceProgram.start(
                        plan.program(), directory.resolve("service-" + port), port, address.url()));
    }

    /** One more service, with tools that count there and these settings; the caller closes it. */
    ServiceProgram startCounting(
            int port, Address address, Counter counter, Map<String, String> settings)
            throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("PERDURE_DATABASE_URL", address.url());
        return keep(
                ServiceProgram.startCounting(
                        plan.program(), directory.resolve("service-" + port), port, all, counter));
    }

    private ServiceProgram keep(ServiceProgram started) {
        programs.removeIf(program -> !program.isAlive());
        programs.add(started);
        return started;
    }

    /** The best rate of single rows, committed one by one; measured once in a run. */
    double bestCommitRate() throws Exception {
        if (bestCommitRate == 0) {
            for (int clients : scale().committers()) {
                bestCommitRate =
                        Math.max(
                                bestCommitRate,
                                BareCommits.rate(createDatabase(), clients, scale()));
            }
        }
        return bestCommitRate;
    }

    void commitRateWas(double rate) {
        bestCommitRate = Math.max(bestCommitRate, rate);
    }

    Stream<ProcessHandle> services() {
        return programs.stream().filter(ServiceProgram::isAlive).map(ServiceProgram::handle);
    }

    /** The first process of the PostgreSQL. */
    long postmaster() {
        try (Stream<String> lines =
                Files.lines(postgres.dataDirectory().resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().trim());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() throws IOException {
        programs.forEach(ServiceProgram::close);
        postgres.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
