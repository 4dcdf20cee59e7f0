package dev.perdure.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a server up in a data directory, whatever the last run left there.
 *
 * <p>Some failures pass by themselves: children of a killed server hold its shared memory until
 * they notice, and another program can take a port between our choice and the server's bind. Those
 * are tried again; all others are reported at once.
 */
final class ServerStart {

    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);
    private static final Duration RETRY_MAX = Duration.ofSeconds(15);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    /** Generous, because replaying the log of a crash is progress and must not be cut short. */
    private static final Duration READY_WAIT_MAX = Duration.ofMinutes(5);

    private static final List<String> PASSING =
            List.of(
                    "pre-existing shared memory block",
                    "lock file \"postmaster.pid\" already exists",
                    "Address already in use");

    /**
     * A server that accepts connections.
     *
     * @param port on the loopback interface
     */
    record Running(Postmaster postmaster, int port) {}

    private final BaseDirectory base;
    private final Binaries binaries;
    private final ServerUser user;
    private final EmbeddedPostgresConfig config;

    ServerStart(
            BaseDirectory base, Binaries binaries, ServerUser user, EmbeddedPostgresConfig config) {
        this.base = base;
        this.binaries = binaries;
        this.user = user;
        this.config = config;
    }

    Running run() throws IOException {
        LeftoverServer leftover = new LeftoverServer(base, binaries, user);
        PortChoice ports = new PortChoice(config.port(), base);
        long giveUp = System.nanoTime() + RETRY_MAX.toNanos();
        while (true) {
            leftover.remove();
            int port = ports.choose();
            ServerLog log = ServerLog.openedNow(base);
            Postmaster postmaster = Postmaster.launch(command(port), log.file());
            if (becameReady(postmaster)) {
                ports.remember(port);
                return new Running(postmaster, port);
            }
            String lastLines = log.lastLines();
            if (System.nanoTime() - giveUp > 0 || PASSING.stream().noneMatch(lastLines::contains)) {
                throw EmbeddedPostgresException.didNotStart(log.file(), lastLines);
            }
            LOG.debug("PostgreSQL did not start yet: {}", lastLines);
        }
    }

    private List<String> command(int port) {
        List<String> command =
                new ArrayList<>(List.of(binaries.postgres(), "-D", base.data().toString()));
        command.addAll(List.of("-c", "port=" + port));
        command.addAll(ServerSettings.asArguments(ServerSettings.of(config)));
        return user.command(command);
    }

    /** Leaves no process behind unless it returns true. */
    private boolean becameReady(Postmaster postmaster) throws IOException {
        boolean ready = false;
        try {
            Waiting.until(
                    () -> !postmaster.alive() || postmaster.ready(base.data()), READY_WAIT_MAX);
            ready = postmaster.alive() && postmaster.ready(base.data());
            return ready;
        } finally {
            if (!ready && !postmaster.stop(STOP_MAX)) {
                LOG.warn("PostgreSQL (pid {}) did not stop in time", postmaster.pid());
            }
        }
    }
}
