package dev.perdure.event;

/**
 * The number of facts in a session's log up to some place. The first fact has version 1 and none is
 * skipped; deltas do not move it.
 */
public record StreamVersion(long value) implements Comparable<StreamVersion> {

    public static final StreamVersion NONE = new StreamVersion(0);

    public StreamVersion {
        if (value < 0) {
            throw new IllegalArgumentException("not a version: " + value);
        }
    }

    public StreamVersion next() {
        return new StreamVersion(value + 1);
    }

    public StreamVersion plus(long facts) {
        return new StreamVersion(value + facts);
    }

    @Override
    public int compareTo(StreamVersion other) {
        return Long.compare(value, other.value);
    }
}
