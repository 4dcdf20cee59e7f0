package dev.perdure.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that is started again whenever it ends without being asked to: killed, out of memory,
 * stopped by somebody else. At once the first time, then with pauses that grow as long as it does
 * not stay up.
 */
final class KeptServer {

    private static final Logger LOG = LoggerFactory.getLogger(KeptServer.class);
    private static final Duration PAUSE_FIRST = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    /** Who ran that long before it ended has earned a new start without a pause. */
    private static final Duration STAYED_UP = Duration.ofSeconds(10);

    /** Brings the server up again, on the port it had. */
    interface Start {
        ServerStart.Running run() throws IOException;
    }

    private final Start start;
    private final Path log;
    private final int port;
    private ServerStart.Running running;
    private long startedNanos = System.nanoTime();
    private Duration pause = Duration.ZERO;
    private boolean stopped;

    KeptServer(ServerStart.Running running, Start start, Path log) {
        this.running = running;
        this.start = start;
        this.log = log;
        this.port = running.port();
    }

    /** Looks after the server from now on. */
    synchronized void keep() {
        startedNanos = System.nanoTime();
        LOG.info(
                "PostgreSQL (pid {}) listens on 127.0.0.1:{}",
                running.postmaster().pid(),
                running.port());
        running.postmaster().whenEnded(this::ended);
    }

    /** The same for every start; known while one is under way. */
    int port() {
        return port;
    }

    /** Stops the server for good; returns whether it ended in time. */
    synchronized boolean stop(Duration waitMax) throws IOException {
        stopped = true;
        notifyAll();
        return running.postmaster().stop(waitMax);
    }

    private synchronized void ended(int exitCode) {
        if (stopped) {
            return;
        }
        LOG.error(
                "PostgreSQL ended without being asked to (exit code {}) and is started again; see {}",
                exitCode,
                log);
        if (System.nanoTime() - startedNanos > STAYED_UP.toNanos()) {
            pause = Duration.ZERO;
        }
        boolean up = false;
        while (!up && !stoppedWithin(pause)) {
            pause = next(pause);
            up = started();
        }
    }

    private boolean started() {
        try {
            running = start.run();
            keep();
            return true;
        } catch (IOException | EmbeddedPostgresException failed) {
            LOG.error("PostgreSQL could not be started again: {}", failed.getMessage());
            return false;
        }
    }

    /** Waits out the pause; true when the server was stopped for good meanwhile. */
    private boolean stoppedWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            long left = time.toMillis();
            while (!stopped && left > 0) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
            return true;
        }
        return stopped;
    }

    private static Duration next(Duration pause) {
        Duration doubled = pause.isZero() ? PAUSE_FIRST : pause.multipliedBy(2);
        return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
    }
}
