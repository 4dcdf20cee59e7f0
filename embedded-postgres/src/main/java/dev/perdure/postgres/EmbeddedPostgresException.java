package dev.perdure.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The one failure of the launcher. Its message is a sentence for the person who starts the program:
 * what is wrong and what to do about it.
 */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String OR_OWN_SERVER = ", or connect to a PostgreSQL server of your own";

    private EmbeddedPostgresException(String message) {
        super(message);
    }

    private EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }

    static EmbeddedPostgresException directoryInUse(Path base, String holder) {
        return new EmbeddedPostgresException(
                "Another process%s uses the PostgreSQL in %s: stop it, or start with a directory of your own."
                        .formatted(holder.isEmpty() ? "" : " (pid " + holder + ")", base));
    }

    static EmbeddedPostgresException directoryInUseHere(Path base) {
        return new EmbeddedPostgresException(
                "This process already runs the PostgreSQL in %s: close it first, or start with another directory."
                        .formatted(base));
    }

    static EmbeddedPostgresException directoryNotUsable(Path directory, IOException cause) {
        return new EmbeddedPostgresException(
                "The directory %s cannot be used for PostgreSQL (%s): choose one that this user can write to."
                        .formatted(directory, reason(cause)),
                cause);
    }

    static EmbeddedPostgresException rootNotPossible(String why) {
        return new EmbeddedPostgresException(
                ("PostgreSQL refuses to run as root, and this machine does not let root step down with 'unshare -U' (%s): "
                                + "run this program as an ordinary user%s.")
                        .formatted(why, OR_OWN_SERVER));
    }

    static EmbeddedPostgresException unsupportedPlatform(String os, String architecture) {
        return new EmbeddedPostgresException(
                "The embedded PostgreSQL runs on Linux and macOS with x86-64 or 64-bit ARM, not on %s %s: use one of those%s."
                        .formatted(os, architecture, OR_OWN_SERVER));
    }

    static EmbeddedPostgresException binariesMissing(Platform platform) {
        return new EmbeddedPostgresException(
                "The class path holds no PostgreSQL for this machine (%s): add io.zonky.test.postgres:%s to it%s."
                        .formatted(platform.archiveName(), platform.artifact(), OR_OWN_SERVER));
    }

    static EmbeddedPostgresException couldNotUnpack(Path directory, IOException cause) {
        return new EmbeddedPostgresException(
                "PostgreSQL could not be unpacked to %s (%s): the directory must be writable and executable by this user."
                        .formatted(directory, reason(cause)),
                cause);
    }

    static EmbeddedPostgresException noSpace(Path directory, long freeBytes, long neededBytes) {
        return new EmbeddedPostgresException(
                "There is no room for PostgreSQL in %s: %d MB are free and %d MB are needed. Free some or choose another directory."
                        .formatted(directory, freeBytes >> 20, neededBytes >> 20));
    }

    static EmbeddedPostgresException otherMajorVersion(Path data, String found, String ours) {
        return new EmbeddedPostgresException(
                ("The data in %s was written by PostgreSQL %s and the binaries here are PostgreSQL %s, which cannot read it: "
                                + "run with binaries of version %s, or dump it there and restore it into a new directory.")
                        .formatted(data, found, ours, found));
    }

    static EmbeddedPostgresException notADataDirectory(Path data) {
        return new EmbeddedPostgresException(
                "%s exists but holds no PostgreSQL data (no PG_VERSION in it): move it away, or choose another directory."
                        .formatted(data));
    }

    static EmbeddedPostgresException passwordMissing(Path file, Path data) {
        return new EmbeddedPostgresException(
                "The password file %s is missing, so the data in %s cannot be opened: put the file back."
                        .formatted(file, data));
    }

    static EmbeddedPostgresException couldNotInitialise(Path data, String output) {
        return new EmbeddedPostgresException(
                "PostgreSQL could not create its data directory %s. It said:%n%s"
                        .formatted(data, output.strip()));
    }

    static EmbeddedPostgresException portTaken(int port) {
        return new EmbeddedPostgresException(
                "Another program listens on port %d, which PostgreSQL was told to use: stop it, or choose another port."
                        .formatted(port));
    }

    static EmbeddedPostgresException leftoverDoesNotStop(long pid, Path data) {
        return new EmbeddedPostgresException(
                "A PostgreSQL that an earlier run left behind (pid %d) still serves %s and does not stop: stop it by hand."
                        .formatted(pid, data));
    }

    static EmbeddedPostgresException didNotStart(Path log, String lastLines) {
        return new EmbeddedPostgresException(
                "PostgreSQL did not start. The last lines of %s are:%n%s"
                        .formatted(log, lastLines.strip()));
    }

    static EmbeddedPostgresException commandNotRun(String command, Throwable cause) {
        return new EmbeddedPostgresException(
                "The command '%s' could not be run (%s).".formatted(command, cause.getMessage()),
                cause);
    }

    static EmbeddedPostgresException commandTookTooLong(String command, long seconds) {
        return new EmbeddedPostgresException(
                "The command '%s' did not end within %d seconds and was killed."
                        .formatted(command, seconds));
    }

    static EmbeddedPostgresException interrupted() {
        return new EmbeddedPostgresException(
                "The thread was interrupted while it waited for PostgreSQL.");
    }

    /** What went wrong, for people: the names of our exception classes mean nothing to them. */
    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileAlreadyExistsException inTheWay -> inTheWay.getFile() + " is in the way";
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case FileSystemException failed when failed.getReason() != null ->
                    failed.getFile() + ": " + failed.getReason();
            default ->
                    cause.getMessage() == null
                            ? cause.getClass().getSimpleName()
                            : cause.getMessage();
        };
    }
}
