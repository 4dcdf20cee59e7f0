package dev.perdure.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The bytes of one event stream, parted into frames: the head of the answer, then chunks (RFC 9112,
 * section 7.1), within them events. Not thread-safe.
 */
final class StreamBytes {

    private static final int FIRST_SIZE = 256;

    private enum In {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END
    }

    private final Consumer<StreamFrame> frames;
    private In in = In.HEAD;
    private byte[] kept = new byte[FIRST_SIZE];
    private int length;
    private int chunkLeft;
    private boolean ended;

    StreamBytes(Consumer<StreamFrame> frames) {
        this.frames = frames;
    }

    /** Whether the server has said that nothing follows. */
    boolean hasEnded() {
        return ended;
    }

    void take(ByteBuffer read, long arrivedNanos) throws IOException {
        while (read.hasRemaining() && !ended) {
            byte next = read.get();
            switch (in) {
                case HEAD -> head(next);
                case CHUNK_SIZE -> chunkSize(next);
                case CHUNK -> chunk(next, arrivedNanos);
                case CHUNK_END -> in = next == '\n' ? In.CHUNK_SIZE : In.CHUNK_END;
            }
        }
    }

    private void head(byte next) throws IOException {
        keep(next);
        if (next == '\n' && length >= 4 && kept[length - 3] == '\n') {
            String head = new String(kept, 0, length, StandardCharsets.US_ASCII);
            if (!head.startsWith("HTTP/1.1 200") || !head.contains("chunked")) {
                throw new IOException("not a stream: " + head);
            }
            length = 0;
            in = In.CHUNK_SIZE;
        }
    }

    private void chunkSize(byte next) {
        if (next == '\n') {
            ended = chunkLeft == 0;
            in = In.CHUNK;
        } else if (next != '\r') {
            chunkLeft = chunkLeft * 16 + Character.digit(next, 16);
        }
    }

    private void chunk(byte next, long arrivedNanos) {
        keep(next);
        if (next == '\n' && length >= 2 && kept[length - 2] == '\n') {
            frames.accept(new StreamFrame(kept, length, arrivedNanos));
            length = 0;
        }
        if (--chunkLeft == 0) {
            in = In.CHUNK_END;
        }
    }

    private void keep(byte next) {
        if (length == kept.length) {
            kept = Arrays.copyOf(kept, 2 * length);
        }
        kept[length++] = next;
    }
}
