package dev.perdure.rest.sse;

import dev.perdure.engine.log.EventTail;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.RecordUnreadable;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: says that it is there, sends what the log holds and what it gains, says goodbye.
 */
final class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.UTF_8);
    private static final String SHUTDOWN = "shutdown";
    private static final double CYCLE_SPREAD = 0.2;
    private static final int CYCLE_STRETCH_MAX = 2;
    private static final long NOT_WRITING = Long.MIN_VALUE;

    /** In characters, of the room that a stream keeps for its next write while a turn runs. */
    private static final int ROOM_MAX = 16 * 1024;

    private final AsyncContext exchange;
    private final Peer peer;
    private final EventTail tail;
    private final Deliveries deliveries;
    private final LargeWrites largeWrites;
    private final SseConfig config;
    private final StreamRequest wanted;
    private final Thread thread;
    private final BusyWatch busy;

    private volatile boolean stopping;
    private volatile long writingSince = NOT_WRITING;
    private volatile EventTail.@Nullable Subscription subscription;
    private @Nullable Runnable whenEnded;
    private @Nullable WriteRoom room;

    EventStream(
            AsyncContext exchange,
            EventTail tail,
            Deliveries deliveries,
            LargeWrites largeWrites,
            SseConfig config,
            StreamRequest wanted) {
        this.exchange = exchange;
        this.peer = Peer.of((HttpServletRequest) exchange.getRequest());
        this.tail = tail;
        this.deliveries = deliveries;
        this.largeWrites = largeWrites;
        this.config = config;
        this.wanted = wanted;
        this.busy = new BusyWatch(wanted.busy());
        this.thread =
                Thread.ofVirtual()
                        .name("sse-" + wanted.session().id().value())
                        .unstarted(this::run);
    }

    SessionKey session() {
        return wanted.session();
    }

    void start(Runnable ended) {
        whenEnded = ended;
        thread.start();
    }

    /** Asks the stream to say goodbye. */
    void stop() {
        stopping = true;
        EventTail.Subscription followed = subscription;
        if (followed != null) {
            followed.close();
        }
    }

    /** Whether the stream has waited this long for its client to take one write. */
    boolean isStuckFor(Duration time) {
        long since = writingSince;
        return since != NOT_WRITING && System.nanoTime() - since > time.toNanos();
    }

    /** Whether its client has closed the connection. */
    boolean isAbandoned() {
        return peer.hasClosed();
    }

    /** Ends the stream whatever it is doing. */
    void cut() {
        thread.interrupt();
    }

    private void run() {
        try {
            serve();
        } catch (IOException gone) {
            LOG.debug("the reader of {} is gone: {}", session(), gone.toString());
        } catch (InterruptedException cut) {
            LOG.debug("a stream of {} was cut off", session());
        } catch (RuntimeException failed) {
            LOG.error("a stream of {} failed", session(), failed);
        } finally {
            end();
        }
    }

    private void end() {
        try {
            exchange.complete();
        } catch (IllegalStateException alreadyOver) {
            LOG.debug("the exchange of {} was over before its stream", session());
        } finally {
            if (whenEnded != null) {
                whenEnded.run();
            }
        }
    }

    private void serve() throws IOException, InterruptedException {
        OutputStream out = exchange.getResponse().getOutputStream();
        StringBuilder first = new StringBuilder();
        first.append(
                wanted.connected() == null
                        ? ": connected\n"
                        : "event: connected\ndata: " + wanted.connected() + "\n");
        first.append("retry: ").append(config.retry().toMillis()).append("\n\n");
        send(out, first.toString());
        Farewell farewell;
        try {
            farewell = new Farewell(follow(out), config.retry(), "");
        } catch (LogUnavailable down) {
            LOG.warn("a stream of {} ends: {}", session(), down.getMessage());
            farewell = Farewell.failed(config.retry());
        } catch (RecordUnreadable unreadable) {
            LOG.error("a stream of {} ends: {}", session(), unreadable.getMessage());
            farewell = Farewell.unreadable(String.valueOf(unreadable.getMessage()));
        }
        sayGoodbye(out, farewell);
    }

    /** Sends records until there is a reason to stop, and answers that reason. */
    private String follow(OutputStream out) throws IOException, InterruptedException {
        try (EventTail.Subscription followed = tail.follow(session(), wanted.after())) {
            subscription = followed;
            catchUp(out, followed);
            long begun = System.nanoTime();
            long cycleAfter = cycleNanos();
            long written = begun;
            while (true) {
                if (stopping || followed.isGone()) {
                    return SHUTDOWN;
                }
                long now = System.nanoTime();
                long untilCycle = begun + (busy.isBusy() ? cycleStretchNanos() : cycleAfter) - now;
                if (untilCycle <= 0) {
                    return "connection_cycle";
                }
                long untilHeartbeat = written + config.heartbeat().toNanos() - now;
                if (untilHeartbeat <= 0) {
                    send(out, HEARTBEAT, HEARTBEAT.length);
                    written = System.nanoTime();
                    continue;
                }
                long patience = Math.min(untilHeartbeat, untilCycle);
                List<Envelope> records = followed.next(Duration.ofNanos(patience));
                if (sendBounded(out, records)) {
                    written = System.nanoTime();
                } else if (records.isEmpty() && System.nanoTime() - now < patience / 2) {
                    // Nothing, and too soon: the storage closed the subscription under us.
                    return SHUTDOWN;
                }
            }
        } finally {
            subscription = null;
        }
    }

    /** Sends what is in the log already; what it takes to read it is bounded over all streams. */
    private void catchUp(OutputStream out, EventTail.Subscription followed)
            throws IOException, InterruptedException {
        boolean more = true;
        while (more && !stopping && !followed.isGone()) {
            largeWrites.enter(this);
            try {
                List<Envelope> records = followed.next(Duration.ZERO);
                for (List<Envelope> part : LargeWrites.parts(records)) {
                    sendAll(out, part);
                }
                more = !records.isEmpty();
            } finally {
                largeWrites.leave(this);
            }
        }
    }

    private boolean sendBounded(OutputStream out, List<Envelope> records)
            throws IOException, InterruptedException {
        List<List<Envelope>> parts = LargeWrites.parts(records);
        if (parts.size() < 2 && !LargeWrites.isLarge(records)) {
            return sendAll(out, records);
        }
        boolean any = false;
        largeWrites.enter(this);
        try {
            for (List<Envelope> part : parts) {
                any |= sendAll(out, part);
            }
            return any;
        } finally {
            largeWrites.leave(this);
        }
    }

    private boolean sendAll(OutputStream out, List<Envelope> records) throws IOException {
        if (records.isEmpty()) {
            return false;
        }
        busy.see(records);
        WriteRoom write = room == null ? new WriteRoom() : room;
        StringBuilder text = write.text();
        for (Frame frame : wanted.projection().frames(records)) {
            frame.appendTo(text);
        }
        boolean any = !text.isEmpty();
        Optional<StreamVersion> end =
                wanted.watching() ? Optional.empty() : Deliveries.lastEnd(records);
        // Asked before the write: after it a client that has what it wants may well be gone.
        if (end.isPresent() && !peer.hasClosed()) {
            // Also when a filter hides it: the reader's place is behind it then.
            deliveries.handOut(session(), end.get(), () -> sendAny(out, write));
        } else {
            sendAny(out, write);
        }
        write.shrink(ROOM_MAX);
        room = busy.isBusy() ? write : null;
        return any;
    }

    private void sendAny(OutputStream out, WriteRoom write) throws IOException {
        int length = write.encode();
        if (length > 0) {
            send(out, write.bytes(), length);
        }
    }

    private void sayGoodbye(OutputStream out, Farewell farewell)
            throws IOException, InterruptedException {
        Thread.sleep(config.pauseBeforeFarewell());
        send(out, farewell.text());
        Thread.sleep(config.pauseAfterFarewell());
    }

    private void send(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(out, bytes, bytes.length);
    }

    /** One write to the socket: the buffer holds nothing before and nothing after. */
    private void send(OutputStream out, byte[] bytes, int length) throws IOException {
        writingSince = System.nanoTime();
        out.write(bytes, 0, length);
        out.flush();
        writingSince = NOT_WRITING;
    }

    private long cycleNanos() {
        double spread = ThreadLocalRandom.current().nextDouble(1 - CYCLE_SPREAD, 1 + CYCLE_SPREAD);
        return (long) (config.cycle().toNanos() * spread);
    }

    private long cycleStretchNanos() {
        return config.cycle().toNanos() * CYCLE_STRETCH_MAX;
    }
}
