package dev.perdure.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier run may have left behind: a server that still runs because its program was
 * killed, or only the file that names it.
 *
 * <p>The pid in that file is a claim. After a restart of the machine, and often in containers, it
 * belongs to somebody else; so a process is stopped only when it is PostgreSQL and works in this
 * very data directory. Nobody else is ever signalled.
 */
final class LeftoverServer {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverServer.class);

    /**
     * Short, because a server that is not stopped in time replays its log instead, which loses
     * nothing.
     */
    private static final Duration FAST_STOP_MAX = Duration.ofSeconds(5);

    private static final Duration IMMEDIATE_STOP_MAX = Duration.ofSeconds(5);
    private static final Duration END_WAIT_MAX = Duration.ofSeconds(5);

    private final Path data;
    private final Binaries binaries;
    private final ServerUser user;
    private final Commands commands;

    LeftoverServer(BaseDirectory base, Binaries binaries, ServerUser user) {
        this.data = base.data();
        this.binaries = binaries;
        this.user = user;
        this.commands = new Commands(base.path());
    }

    /**
     * Afterwards no server works in the data directory and no file keeps the next one from
     * starting.
     */
    void remove() throws IOException {
        Optional<ProcessHandle> named =
                PostmasterFile.read(data)
                        .flatMap(file -> ProcessHandle.of(file.pid()))
                        .filter(ProcessHandle::isAlive);
        // The file of a dead server stays: PostgreSQL itself finds in it whether children still
        // hold shared memory.
        if (named.isPresent()) {
            ProcessHandle process = named.get();
            if (servesThisDirectory(process)) {
                stop(process);
            } else {
                LOG.info(
                        "Pid {} in postmaster.pid is another program's by now; removing the file",
                        process.pid());
                Files.deleteIfExists(PostmasterFile.in(data));
            }
        }
    }

    private boolean servesThisDirectory(ProcessHandle process) throws IOException {
        if (!runsPostgres(process)) {
            return false;
        }
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        if (Files.exists(workingDirectory)) {
            return isData(workingDirectory, process);
        }
        return process.info()
                .arguments()
                .map(Arrays::asList)
                .orElse(List.of())
                .contains(data.toString());
    }

    private static boolean runsPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
    }

    private boolean isData(Path workingDirectory, ProcessHandle process) throws IOException {
        try {
            return Files.isSameFile(workingDirectory, data);
        } catch (IOException e) {
            if (runsPostgres(process)) {
                throw e;
            }
            return false; // It ended while we looked.
        }
    }

    private void stop(ProcessHandle process) throws IOException {
        LOG.info("Stopping the PostgreSQL (pid {}) that is left from before", process.pid());
        if (!stopped(process, "fast", FAST_STOP_MAX)
                && !stopped(process, "immediate", IMMEDIATE_STOP_MAX)
                && !killed(process)) {
            throw EmbeddedPostgresException.leftoverDoesNotStop(process.pid(), data);
        }
    }

    private boolean stopped(ProcessHandle process, String mode, Duration waitMax)
            throws IOException {
        List<String> stop =
                List.of(
                        binaries.pgCtl(),
                        "--pgdata=" + data,
                        "--mode=" + mode,
                        "--wait",
                        "--timeout=" + waitMax.toSeconds(),
                        "stop");
        Commands.Outcome outcome = commands.run(user.command(stop), waitMax.plus(END_WAIT_MAX));
        if (outcome.failed()) {
            LOG.debug("pg_ctl stop said: {}", outcome.output());
            return ended(process);
        }
        // pg_ctl waits for the file to disappear, which happens a moment before the process does.
        return Waiting.until(() -> ended(process), END_WAIT_MAX);
    }

    private boolean killed(ProcessHandle process) throws IOException {
        LOG.warn("Killing the PostgreSQL (pid {}), which does not stop when asked", process.pid());
        return ended(process)
                || (process.destroyForcibly() && Waiting.until(() -> ended(process), END_WAIT_MAX));
    }

    /**
     * A dead process that nobody has collected yet counts as alive, but has no program any more.
     */
    private boolean ended(ProcessHandle process) throws IOException {
        return !process.isAlive() || !servesThisDirectory(process);
    }
}
