package dev.perdure.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process to use a base directory. The operating system releases it when the
 * process ends in any way, so it can never be left behind.
 */
final class DirectoryLock implements AutoCloseable {

    private static final int PID_LENGTH_MAX = 20;

    /**
     * Directories locked by this JVM. A second start in the same JVM has to be refused before it
     * opens the lock file: POSIX drops all locks of a process on a file as soon as the process
     * closes any descriptor of that file.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path base;
    private final FileChannel channel;

    private DirectoryLock(Path base, FileChannel channel) {
        this.base = base;
        this.channel = channel;
    }

    /** Takes the lock or refuses at once; never waits. */
    static DirectoryLock acquire(BaseDirectory directory) {
        Path base = directory.path();
        if (!HELD_HERE.add(base)) {
            throw EmbeddedPostgresException.directoryInUseHere(base);
        }
        DirectoryLock lock = null;
        try {
            lock = new DirectoryLock(base, lockedChannel(directory));
            return lock;
        } catch (IOException e) {
            throw EmbeddedPostgresException.directoryNotUsable(base, e);
        } finally {
            if (lock == null) {
                HELD_HERE.remove(base);
            }
        }
    }

    private static FileChannel lockedChannel(BaseDirectory directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.lock(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                throw EmbeddedPostgresException.directoryInUse(directory.path(), holder(channel));
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
            locked = true;
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(PID_LENGTH_MAX);
        channel.read(text, 0);
        return StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw EmbeddedPostgresException.directoryNotUsable(base, e);
        } finally {
            HELD_HERE.remove(base);
        }
    }
}
