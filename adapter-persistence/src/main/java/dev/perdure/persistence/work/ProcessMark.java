package dev.perdure.persistence.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names one process so that another on the same machine can tell that it has ended: by the boot of
 * the machine, the space of process ids, the id and the time of its start. Where a system does not
 * tell these, nothing is known and nothing is concluded.
 */
record ProcessMark(String space, long pid, long startedMillis) {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessMark.class);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PIDS = Path.of("/proc/self/ns/pid");

    static ProcessMark current() {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessMark(currentSpace(), self.pid(), started(self));
    }

    static Optional<ProcessMark> read(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 3 || words[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ProcessMark(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text() {
        return space + " " + pid + " " + startedMillis;
    }

    /** Whether the process of {@code other} has certainly ended, seen from this one. */
    boolean knowsEnded(ProcessMark other) {
        if (space.isEmpty() || !space.equals(other.space) || other.startedMillis == 0) {
            return false;
        }
        return ProcessHandle.of(other.pid)
                .filter(ProcessHandle::isAlive)
                .map(alive -> started(alive) != other.startedMillis && started(alive) != 0)
                .orElse(true);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }

    private static String currentSpace() {
        try {
            return Files.readString(BOOT).strip() + "/" + Files.readSymbolicLink(PIDS);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("This system does not tell processes apart for us", e);
            return "";
        }
    }
}
