package dev.perdure.persistence.log;

import dev.perdure.event.Envelope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records that were committed while a follower was busy, without a gap among them. Bounded: what
 * does not fit empties it, and the follower reads the log instead. Not thread-safe.
 */
final class TailBuffer {

    static final int RECORDS_MAX = 1_024;
    static final long BYTES_MAX = 1L << 20;

    private record Chunk(List<Envelope> records, long bytes) {
        long first() {
            return records.getFirst().offset().value();
        }

        long last() {
            return records.getLast().offset().value();
        }
    }

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private int records;
    private long bytes;

    /**
     * Adds records that follow on what is there; if they do not, or do not fit, all are dropped.
     */
    void add(List<Envelope> committed, long size) {
        Chunk chunk = new Chunk(committed, size);
        boolean follows = chunks.isEmpty() || chunks.getLast().last() + 1 == chunk.first();
        boolean fits = records + committed.size() <= RECORDS_MAX && bytes + size <= BYTES_MAX;
        if (!follows || !fits) {
            clear();
            return;
        }
        chunks.addLast(chunk);
        records += committed.size();
        bytes += size;
    }

    /**
     * Takes what follows on {@code position}, which may be nothing, and forgets what is not after
     * it.
     */
    List<Envelope> takeAfter(long position, int limit) {
        while (!chunks.isEmpty() && chunks.getFirst().last() <= position) {
            removeFirst();
        }
        List<Envelope> taken = new ArrayList<>();
        long next = position + 1;
        while (!chunks.isEmpty() && chunks.getFirst().first() <= next && taken.size() < limit) {
            Chunk chunk = removeFirst();
            int seen = Math.toIntExact(next - chunk.first());
            taken.addAll(chunk.records().subList(seen, chunk.records().size()));
            next = chunk.last() + 1;
        }
        return taken;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** How many records it holds. */
    int size() {
        return records;
    }

    void clear() {
        chunks.clear();
        records = 0;
        bytes = 0;
    }

    private Chunk removeFirst() {
        Chunk chunk = chunks.removeFirst();
        records -= chunk.records().size();
        bytes -= chunk.bytes();
        return chunk;
    }
}
