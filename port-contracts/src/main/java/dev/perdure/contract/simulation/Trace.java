package dev.perdure.contract.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Collectors;

/** What happened in one run: all of it as a number, the latest of it as text. */
final class Trace {

    private static final int LINES_MAX = 80;
    private static final long PRIME = 0x100000001B3L;

    private final Deque<Line> latest = new ArrayDeque<>();
    private long hash = 0xCBF29CE484222325L;

    void step(long now, int chosen) {
        mix(now);
        mix(chosen);
    }

    void add(long now, String who, String what) {
        mix(now);
        mix(who.hashCode());
        mix(what.hashCode());
        latest.addLast(new Line(now, who, what));
        if (latest.size() > LINES_MAX) {
            latest.removeFirst();
        }
    }

    /** Equal for two runs only if, but for bad luck, they took the same steps. */
    long hash() {
        return hash;
    }

    String text() {
        return latest.stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    private record Line(long now, String who, String what) {

        String text() {
            return String.format(Locale.ROOT, "%12.6f s  %-8s %s", now / 1e9, who, what);
        }
    }
}
