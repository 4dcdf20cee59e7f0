package dev.perdure.egress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way from the connection to the one thread that reads it. It holds a few pieces and
 * no more, so a slow reader slows the sender and memory stays flat.
 */
final class Inflow {

    private static final int PIECES_MAX = 16;
    private static final int PIECE_BYTES_MAX = 4 * 1024;

    private final BlockingQueue<BodyPiece> arrived = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(PIECES_MAX);
    private volatile boolean stopped;

    /** Takes everything in, until its end; for the thread of the connection. */
    void fill(InputStream body) throws IOException, InterruptedException {
        byte[] buffer = new byte[PIECE_BYTES_MAX];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            if (read > 0 && !stopped) {
                room.acquire();
                arrived.add(new BodyPiece.Bytes(ByteBuffer.wrap(Arrays.copyOf(buffer, read))));
            }
        }
    }

    /** What comes after the last bytes; for the thread of the connection. */
    void end(BodyPiece last) {
        arrived.add(last);
    }

    /** The next piece, or none in time. */
    @Nullable BodyPiece take(long nanos) throws InterruptedException {
        BodyPiece next = arrived.poll(nanos, TimeUnit.NANOSECONDS);
        if (next instanceof BodyPiece.Bytes) {
            room.release();
        }
        return next;
    }

    /** Wakes the reader. */
    void cancel() {
        discard();
        arrived.add(new BodyPiece.End());
    }

    /** Lets the rest of the body come and go. */
    void discard() {
        stopped = true;
        arrived.clear();
        room.release(PIECES_MAX);
    }
}
