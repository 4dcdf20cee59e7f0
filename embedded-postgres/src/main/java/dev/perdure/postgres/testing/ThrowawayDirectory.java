package dev.perdure.postgres.testing;

import dev.perdure.postgres.EmbeddedPostgres;
import dev.perdure.postgres.EmbeddedPostgresConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for one server that nobody needs again, below one folder per user in the system's
 * temporary directory.
 */
final class ThrowawayDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(ThrowawayDirectory.class);
    private static final String PREFIX = "throwaway-";

    /** A directory younger than this may belong to a JVM that has not locked it yet. */
    private static final Duration UNLOCKED_AGE_MIN = Duration.ofMinutes(2);

    private ThrowawayDirectory() {}

    /**
     * Starts a server whose directory is removed when the JVM ends; a killed JVM leaves it to the
     * next call.
     */
    static EmbeddedPostgres startServer() {
        try {
            Path folder = folderOfThisUser();
            removeAbandoned(folder);
            Path base = Files.createTempDirectory(folder, PREFIX, privately());
            EmbeddedPostgres server =
                    EmbeddedPostgres.start(
                            EmbeddedPostgresConfig.throwaway(base)
                                    .withBinariesDirectory(folder.resolve("binaries")));
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> stopAndRemove(server, base), "remove " + base));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory for a PostgreSQL for tests", e);
        }
    }

    /**
     * Executables will lie here, so a folder that somebody else made in the shared temporary
     * directory is refused.
     */
    private static Path folderOfThisUser() throws IOException {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9]", "_");
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "perdure-postgres-" + user);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, privately());
        }
        Path probe = Files.createTempFile(folder, "owner", ".probe", privatelyReadable());
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(folder))) {
                throw new IOException(folder + " belongs to another user");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
        return folder;
    }

    private static FileAttribute<?> privately() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    private static FileAttribute<?> privatelyReadable() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    private static void removeAbandoned(Path folder) throws IOException {
        Instant before = Instant.now().minus(UNLOCKED_AGE_MIN);
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path directory : directories) {
                if (Files.getLastModifiedTime(directory).toInstant().isBefore(before)) {
                    removeUnlessInUse(directory);
                }
            }
        } catch (NoSuchFileException removedByAnother) {
            LOG.debug("Another process tidies up as well: {}", removedByAnother.getMessage());
        }
    }

    private static void removeUnlessInUse(Path directory) {
        try (FileChannel channel =
                        FileChannel.open(
                                directory.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                remove(directory);
            }
        } catch (IOException e) {
            LOG.debug("Leaving {} to a later run", directory, e);
        }
    }

    private static void stopAndRemove(EmbeddedPostgres server, Path base) {
        server.close();
        try {
            remove(base);
        } catch (IOException e) {
            LOG.debug("Leaving {} to a later run", base, e);
        }
    }

    private static void remove(Path tree) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(tree)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
