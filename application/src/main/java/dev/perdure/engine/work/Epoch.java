package dev.perdure.engine.work;

/**
 * The fencing token of a session: raised by every claim, never lowered, and checked in the
 * statement that writes. A writer with an older epoch writes nothing.
 */
public record Epoch(long value) implements Comparable<Epoch> {

    /** The epoch of a session nobody has claimed yet. */
    public static final Epoch UNCLAIMED = new Epoch(0);

    public Epoch next() {
        return new Epoch(value + 1);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }
}
