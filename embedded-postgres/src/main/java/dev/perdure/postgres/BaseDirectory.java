package dev.perdure.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The directory of one cluster and the names of what lies in it. */
record BaseDirectory(Path path) {

    private static final int DELETION_TRIES_MAX = 50;
    private static final Duration DELETION_PAUSE = Duration.ofMillis(50);

    /** Creates it, open to this user alone, when absent. An existing one keeps its permissions. */
    static BaseDirectory prepare(Path wanted) {
        Path absolute = wanted.toAbsolutePath().normalize();
        try {
            createPrivately(absolute);
            return new BaseDirectory(absolute.toRealPath());
        } catch (IOException e) {
            throw EmbeddedPostgresException.directoryNotUsable(absolute, e);
        }
    }

    static void createPrivately(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    Path lock() {
        return path.resolve("lock");
    }

    Path password() {
        return path.resolve("password");
    }

    Path port() {
        return path.resolve("port");
    }

    Path log() {
        return path.resolve("postgres.log");
    }

    Path previousLog() {
        return path.resolve("postgres.log.1");
    }

    Path data() {
        return path.resolve("data");
    }

    /**
     * Where a data directory grows until it is complete; whatever an interrupted run left here is
     * worthless.
     */
    Path unfinishedData() {
        return path.resolve("data.init");
    }

    /**
     * Replaces a small file at once: a reader, also after a crash, sees the old text or the new
     * one.
     */
    static void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
        Files.move(
                unfinished,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        flush(file.resolveSibling("."));
    }

    /**
     * Renames a finished directory into place; after this returns the new name survives a power
     * loss.
     */
    static void publish(Path unfinished, Path finished) throws IOException {
        Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
        flush(finished.resolveSibling("."));
    }

    private static void flush(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Deletes a tree without following symbolic links; an absent one is fine. Processes of a
     * program that was killed may still be dying in there, adding and removing files, so a try may
     * fail.
     */
    static void delete(Path tree) throws IOException {
        for (int tries = 1; Files.exists(tree, LinkOption.NOFOLLOW_LINKS); tries++) {
            try {
                Files.walkFileTree(tree, new Deletion());
            } catch (NoSuchFileException | DirectoryNotEmptyException changing) {
                if (tries == DELETION_TRIES_MAX) {
                    throw changing;
                }
                LockSupport.parkNanos(DELETION_PAUSE.toNanos());
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
