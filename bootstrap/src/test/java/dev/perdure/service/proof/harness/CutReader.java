package dev.perdure.service.proof.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A client whose connection breaks again and again and who goes on with the id of the last frame it
 * got whole. Where the breaks are follows from the seed alone; how the server cuts its writes is
 * not ours, so a byte offset is what it is.
 */
public final class CutReader {

    /** Bytes of one connection's body; small ones fall into the first frames, some into none. */
    private static final int CUT_BYTES_MAX = 12_000;

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final Duration RETRY = Duration.ofMillis(20);

    private final int port;
    private final String session;
    private final SplittableRandom random;
    private final List<Frame> seen = new CopyOnWriteArrayList<>();
    private int cutsLeft;
    private int connections;
    private boolean done;

    /**
     * @param cuts how often its connection breaks before it holds
     */
    public CutReader(int port, String session, long seed, int cuts) {
        this.port = port;
        this.session = session;
        this.random = new SplittableRandom(seed);
        this.cutsLeft = cuts;
    }

    /** Everything it was sent, over all its connections, until a frame was the last one wanted. */
    public List<Frame> read(Predicate<Frame> last, Duration max) throws Exception {
        long giveUp = System.nanoTime() + max.toNanos();
        while (!done) {
            if (System.nanoTime() - giveUp > 0) {
                throw new AssertionError(
                        "Not within "
                                + max
                                + ": the end of "
                                + session
                                + ", after "
                                + seen.size()
                                + " frames, the last of them "
                                + (seen.isEmpty() ? "none" : seen.getLast()));
            }
            connect(last, giveUp);
        }
        return List.copyOf(seen);
    }

    private void connect(Predicate<Frame> last, long giveUp) {
        long bytes = Long.MAX_VALUE;
        if (cutsLeft > 0) {
            cutsLeft--;
            bytes = random.nextInt(1 + random.nextInt(CUT_BYTES_MAX));
        }
        connections++;
        try (SseConnection connection = SseConnection.open(port, path(), bytes)) {
            if (connection.status() == UNAVAILABLE) {
                LockSupport.parkNanos(RETRY.toNanos());
                return;
            }
            if (connection.status() != OK) {
                throw new AssertionError("The stream answered " + connection.status());
            }
            while (!done && !connection.hasEnded()) {
                Optional<Frame> frame =
                        connection.next(Duration.ofNanos(giveUp - System.nanoTime()));
                if (frame.isEmpty()) {
                    return;
                }
                if (!frame.get().isAboutTheConnection()) {
                    seen.add(frame.get());
                    done = last.test(frame.get());
                }
            }
        } catch (IOException notThere) {
            // A service that is being restarted: a client comes back.
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private String path() {
        return seen.isEmpty()
                ? Api.stream(session) + "?replay=session"
                : Api.stream(session) + "?since_id=" + seen.getLast().cursor();
    }

    public int connections() {
        return connections;
    }

    /** What it has been sent so far. */
    public List<Frame> seen() {
        return List.copyOf(seen);
    }
}
