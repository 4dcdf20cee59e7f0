package dev.perdure.postgres;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where and how an {@link EmbeddedPostgres} runs.
 *
 * @param baseDirectory holds the data, the password, the log, the lock and, unless told otherwise,
 *     the unpacked binaries; created when absent; used by one process at a time
 * @param port the TCP port on the loopback interface; when empty, the port of the last start if it
 *     is free, else any free one
 * @param durability what happens to committed rows in a crash
 * @param settings server settings by their PostgreSQL name; they win over the launcher's own,
 *     except for the few that the launcher or {@code durability} decides, which are refused
 * @param binariesDirectory a directory of unpacked binaries that several clusters, also of several
 *     processes, share; when empty, the base directory. Whoever can write to it decides what is
 *     executed.
 */
public record EmbeddedPostgresConfig(
        Path baseDirectory,
        OptionalInt port,
        Durability durability,
        Map<String, String> settings,
        Optional<Path> binariesDirectory) {

    private static final Set<String> NOT_FREE =
            Set.of(
                    "port",
                    "listen_addresses",
                    "unix_socket_directories",
                    "data_directory",
                    "fsync",
                    "full_page_writes");

    public EmbeddedPostgresConfig {
        requireNonNull(baseDirectory, "baseDirectory");
        requireNonNull(port, "port");
        requireNonNull(durability, "durability");
        requireNonNull(binariesDirectory, "binariesDirectory");
        settings = Map.copyOf(settings);
        settings.keySet().stream()
                .filter(name -> NOT_FREE.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "The setting "
                                    + name
                                    + " follows from the other options and cannot be set by itself.");
                });
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
            throw new IllegalArgumentException(
                    "A port lies between 1 and 65535, not at " + port.getAsInt() + ".");
        }
    }

    /** A server whose commits survive a crash: the choice for everything that is not a test. */
    public static EmbeddedPostgresConfig persistent(Path baseDirectory) {
        return of(baseDirectory, Durability.DURABLE);
    }

    /** A server that flushes nothing: for tests only. */
    public static EmbeddedPostgresConfig throwaway(Path baseDirectory) {
        return of(baseDirectory, Durability.THROWAWAY);
    }

    private static EmbeddedPostgresConfig of(Path baseDirectory, Durability durability) {
        return new EmbeddedPostgresConfig(
                baseDirectory, OptionalInt.empty(), durability, Map.of(), Optional.empty());
    }

    public EmbeddedPostgresConfig withPort(int fixedPort) {
        return new EmbeddedPostgresConfig(
                baseDirectory, OptionalInt.of(fixedPort), durability, settings, binariesDirectory);
    }

    public EmbeddedPostgresConfig withSetting(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new EmbeddedPostgresConfig(baseDirectory, port, durability, more, binariesDirectory);
    }

    public EmbeddedPostgresConfig withBinariesDirectory(Path shared) {
        return new EmbeddedPostgresConfig(
                baseDirectory, port, durability, settings, Optional.of(shared));
    }
}
