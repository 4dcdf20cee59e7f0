package dev.perdure.service;

import dev.perdure.persistence.PostgresServer;
import dev.perdure.persistence.database.PersistenceException;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Examines an installation without changing it: one line for each look, the fix where one is
 * needed.
 */
final class Doctor {

    private static final int JAVA_MIN = 25;
    private static final Duration CLOCK_SKEW_MAX = Duration.ofSeconds(5);
    private static final long DISK_BYTES_MIN = 1L << 30;

    private final String configurationFile;
    private final Map<String, String> environment;
    private final PrintStream out;
    private boolean healthy = true;

    Doctor(String configurationFile, Map<String, String> environment, PrintStream out) {
        this.configurationFile = configurationFile;
        this.environment = environment;
        this.out = out;
    }

    /** Whether everything is well. */
    boolean examine() {
        java();
        PerdureConfiguration configuration =
                ConfigurationReader.read(
                        new Bootstrap<>(new PerdureApplication()), configurationFile, environment);
        say(
                true,
                "configuration",
                configurationFile.isBlank() ? "the standard one" : configurationFile);
        models(configuration);
        masterKeys(configuration);
        traces(configuration.telemetry());
        EngineSection.Role role = configuration.engine().role();
        say(true, "role", role.word());
        ports(configuration.http(), role.accepts());
        if (configuration.database().isEmbedded()) {
            disk(configuration.database().embeddedDirectory());
        } else {
            server(configuration.database());
        }
        return healthy;
    }

    private void java() {
        int version = Runtime.version().feature();
        say(
                version >= JAVA_MIN,
                "Java",
                version >= JAVA_MIN
                        ? Runtime.version().toString()
                        : version + "; install a JDK " + JAVA_MIN + " or newer");
    }

    /** Nobody is called: whether a key is good is known when a model answers. */
    private void models(PerdureConfiguration configuration) {
        try (WayOut out = WayOut.of(configuration.egress(), environment)) {
            Models models = Models.open(configuration.models(), out, environment);
            for (ConfiguredProvider provider : models.providers()) {
                say(true, "provider " + provider.name(), provider.description());
            }
            say(true, "model", models.standard().name() + " answers where none is named");
        } catch (StartRefused unusable) {
            say(false, "models", String.valueOf(unusable.getMessage()));
        }
    }

    /** Nobody is called here, either. */
    private void traces(TelemetrySection section) {
        try {
            say(true, "spans", Traces.of(section, List.of()).description());
        } catch (StartRefused unusable) {
            say(false, "spans", String.valueOf(unusable.getMessage()));
        }
    }

    private void masterKeys(PerdureConfiguration configuration) {
        try {
            say(true, "master keys", MasterKeys.description(configuration));
        } catch (StartRefused unusable) {
            say(false, "master keys", String.valueOf(unusable.getMessage()));
        }
    }

    private void ports(HttpConfig http, boolean accepts) {
        try {
            Ports.check(http, accepts);
            say(
                    true,
                    "ports",
                    accepts
                            ? http.port() + " and " + http.agentProtocolPort() + " are free"
                            : http.port() + " is free");
        } catch (StartRefused taken) {
            say(false, "ports", String.valueOf(taken.getMessage()));
        }
    }

    private void disk(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            boolean writable = Files.isDirectory(existing) && Files.isWritable(existing);
            say(
                    writable && free >= DISK_BYTES_MIN,
                    "data directory",
                    writable
                            ? directory + ", " + (free >> 20) + " MiB free"
                            : existing
                                    + " cannot be written: choose another place with PERDURE_DATA_DIR");
        } catch (IOException unreadable) {
            say(false, "data directory", directory + " cannot be examined: " + unreadable);
        }
    }

    private void server(DatabaseConfig config) {
        Database.DatabaseAddress address = Database.DatabaseAddress.parse(config.url());
        try {
            PostgresServer server =
                    PostgresServer.at(address.jdbcUrl(), address.user(), address.password());
            say(
                    server.isRecentEnough(),
                    "PostgreSQL",
                    address.withoutSecrets()
                            + ", version "
                            + server.version()
                            + (server.isRecentEnough()
                                    ? ""
                                    : "; " + PostgresServer.VERSION_MIN + " or newer is needed"));
            Duration skew = Duration.between(server.clock(), Instant.now()).abs();
            say(
                    skew.compareTo(CLOCK_SKEW_MAX) <= 0,
                    "clocks",
                    "differ by " + skew.toSeconds() + " s from the database's");
        } catch (PersistenceException unreachable) {
            say(false, "PostgreSQL", address.withoutSecrets() + ": " + unreachable.getMessage());
        }
    }

    private void say(boolean well, String subject, String finding) {
        healthy &= well;
        out.println((well ? "ok    " : "mend  ") + subject + ": " + finding);
    }
}
