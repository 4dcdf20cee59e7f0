package dev.perdure.service;

import dev.perdure.engine.Engine;
import dev.perdure.rest.health.Readiness;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a service that is asked to end: it says that it is not ready any more, hands its turns
 * over while it still answers and streams, and then stops the server, which ends the streams first
 * and everything else after that.
 */
final class OrderlyEnd implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderlyEnd.class);

    private final Readiness readiness;
    private final Engine engine;
    private final Duration drainMax;
    private final Server server;

    OrderlyEnd(Readiness readiness, Engine engine, Duration drainMax, Server server) {
        this.readiness = readiness;
        this.engine = engine;
        this.drainMax = drainMax;
        this.server = server;
    }

    /** Runs it once the process is asked to end, by a signal or Ctrl-C. */
    void atTermination() {
        Runtime.getRuntime().addShutdownHook(new Thread(this, "perdure-end"));
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void run() {
        readiness.drain();
        try {
            engine.drain(drainMax);
        } catch (RuntimeException failed) {
            LOG.warn("The turns of this node were not handed over; others take them over.", failed);
        }
        try {
            server.stop();
        } catch (Exception failed) {
            LOG.warn("The server did not stop as it should.", failed);
        }
    }
}
