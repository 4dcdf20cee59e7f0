package dev.perdure.rest.sse;

import dev.perdure.engine.view.FactWalk;
import dev.perdure.event.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what streams hold in memory for clients that do not read: only so many of them at a time
 * may read from the log or write something large. When others wait for a place, a stream whose
 * client has taken nothing for a while loses its own; it resumes where it was when its client comes
 * back. Thread-safe.
 */
final class LargeWrites {

    /** Characters from which a write needs a place, and after which another one begins. */
    private static final long LARGE = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(LargeWrites.class);

    private static final int PLACES = 24;
    private static final Duration LOOK_AROUND = Duration.ofMillis(500);

    private final Duration stallMax;
    private final Semaphore places = new Semaphore(PLACES, true);
    private final Set<EventStream> holders = ConcurrentHashMap.newKeySet();

    /**
     * @param stallMax how long the client of a stream whose place others wait for may take nothing
     */
    LargeWrites(Duration stallMax) {
        this.stallMax = stallMax;
    }

    /** Whether a write of these takes a place. */
    static boolean isLarge(List<Envelope> records) {
        return records.stream().mapToLong(FactWalk::characters).sum() >= LARGE;
    }

    /** The records in portions for one write each, in order; a portion has at least one. */
    static List<List<Envelope>> parts(List<Envelope> records) {
        List<List<Envelope>> parts = new ArrayList<>();
        int from = 0;
        long characters = 0;
        for (int i = 0; i < records.size(); i++) {
            characters += FactWalk.characters(records.get(i));
            if (characters >= LARGE || i == records.size() - 1) {
                parts.add(records.subList(from, i + 1));
                from = i + 1;
                characters = 0;
            }
        }
        return parts;
    }

    void enter(EventStream stream) throws InterruptedException {
        while (!places.tryAcquire(LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS)) {
            cutStalled();
        }
        holders.add(stream);
    }

    void leave(EventStream stream) {
        if (holders.remove(stream)) {
            places.release();
        }
    }

    private void cutStalled() {
        holders.forEach(stream -> {
            if (stream.isStuckFor(stallMax)) {
                LOG.debug("a stream of {} is cut: its client does not read", stream.session());
                stream.cut();
            }
        });
    }
}
