package dev.perdure.egress;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The first bytes of a body; what comes after the bound is dropped. */
final class BoundedBytes {

    private final int max;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    BoundedBytes(int max) {
        this.max = max;
    }

    void add(ByteBuffer bytes) {
        byte[] taken = new byte[Math.min(bytes.remaining(), max - kept.size())];
        bytes.get(taken);
        kept.writeBytes(taken);
    }

    boolean isFull() {
        return kept.size() >= max;
    }

    byte[] toByteArray() {
        return kept.toByteArray();
    }
}
