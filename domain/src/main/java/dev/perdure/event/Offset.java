package dev.perdure.event;

/**
 * The place of a record, fact or delta, in its session's log. The first record is at 1 and every
 * next one at exactly one more; 0 is the place before the first.
 */
public record Offset(long value) implements Comparable<Offset> {

    public static final Offset START = new Offset(0);

    /** The greatest offset an event id can carry. */
    public static final long VALUE_MAX = (1L << 42) - 1;

    public Offset {
        if (value < 0 || value > VALUE_MAX) {
            throw new IllegalArgumentException("not an offset: " + value);
        }
    }

    public Offset plus(long records) {
        return new Offset(value + records);
    }

    public boolean isAfter(Offset other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Offset other) {
        return Long.compare(value, other.value);
    }
}
