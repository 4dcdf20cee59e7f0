package dev.perdure.service;

import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Examines an installation without changing it: one line for each look, the fix where one is needed. */
final class Doctor {

    private static final int JAVA_MIN = 25;
    private static final int POSTGRES_MIN = 15;
    private static final long DISK_BYTES_MIN = 1L << 30;

    private final String configurationFile;
    private final PrintStream out;
    private boolean healthy = true;

    Doctor(String configurationFile, PrintStream out) {
        this.configurationFile = configurationFile;
        this.out = out;
    }

    /** Whether everything is well. */
    boolean examine() {
        java();
        PerdureConfiguration configuration =
                ConfigurationReader.read(
                        new Bootstrap<>(new PerdureApplication()), configurationFile);
        say(true, "configuration", configurationFile.isBlank() ? "the standard one" : configurationFile);
        ports(configuration.http());
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

    private void ports(HttpConfig http) {
        try {
            Ports.check(http);
            say(true, "ports", http.port() + " and " + http.agentProtocolPort() + " are free");
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
        try (Connection connection = DataSources.direct(address).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT current_setting('server_version_num')::int / 10000,"
                                        + " pg_try_advisory_lock(7163),"
                                        + " extract(epoch FROM clock_timestamp())")) {
            row.next();
            int version = row.getInt(1);
            say(
                    version >= POSTGRES_MIN,
                    "PostgreSQL",
                    address.withoutSecrets() + ", version " + version
                            + (version >= POSTGRES_MIN ? "" : "; 15 or newer is needed"));
            long skew = Math.abs(row.getLong(3) - System.currentTimeMillis() / 1000);
            say(skew <= 5, "clocks", "differ by " + skew + " s from the database's");
        } catch (SQLException unreachable) {
            say(
                    false,
                    "PostgreSQL",
                    address.withoutSecrets()
                            + " cannot be used: "
                            + String.valueOf(unreachable.getMessage()).lines().findFirst().orElse("")
                            + " Check PERDURE_DATABASE_URL.");
        }
    }

    private void say(boolean well, String subject, String finding) {
        healthy &= well;
        out.println((well ? "ok    " : "mend  ") + subject + ": " + finding);
    }
}
