package dev.perdure.benchmarks;

import java.nio.charset.StandardCharsets;

/** One event as it came, in a buffer that the next one overwrites. */
final class StreamFrame {

    private final byte[] bytes;
    private final int length;
    private final long arrivedNanos;

    StreamFrame(byte[] bytes, int length, long arrivedNanos) {
        this.bytes = bytes;
        this.length = length;
        this.arrivedNanos = arrivedNanos;
    }

    /** When its last byte had been read, by the driver's monotonic clock. */
    long arrivedNanos() {
        return arrivedNanos;
    }

    boolean is(String event) {
        return startsWith("event: ", 0)
                && startsWith(event, "event: ".length())
                && bytes["event: ".length() + event.length()] == '\n';
    }

    /** The text member of this name that comes first; holds no escapes. */
    String text(String name) {
        String member = "\"" + name + "\":\"";
        for (int at = 0; at < length - member.length(); at++) {
            if (bytes[at] == '"' && startsWith(member, at)) {
                int from = at + member.length();
                int to = from;
                while (bytes[to] != '"') {
                    to++;
                }
                return new String(bytes, from, to - from, StandardCharsets.UTF_8);
            }
        }
        throw new IllegalStateException("no " + name + " in " + this);
    }

    private boolean startsWith(String ascii, int at) {
        if (at + ascii.length() > length) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
