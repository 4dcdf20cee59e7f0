package dev.perdure.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/**
 * The body of a call as a stream, for libraries that decode one. It ends with {@link BrokenOff}
 * when the call fails, and when more is sent than anything of the bounded size is compressed to.
 */
final class CallBody extends InputStream {

    /** What may be sent beyond the bound: heads and padding of a coding. */
    private static final int CODING_BYTES_MAX = 64 * 1024;

    private final EgressCall call;
    private final FetchBounds bounds;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private long taken;
    private boolean ended;
    private boolean interrupted;

    CallBody(EgressCall call, FetchBounds bounds) {
        this.call = call;
        this.bounds = bounds;
    }

    /** Whether there is no body at all; waits for its first bytes. */
    boolean isEmpty() throws IOException {
        return !more();
    }

    void throwIfInterrupted() throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException("The call was cancelled.");
        }
    }

    @Override
    public int read() throws IOException {
        return more() ? piece.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, piece.remaining());
        piece.get(bytes, offset, count);
        return count;
    }

    private boolean more() throws IOException {
        while (!ended && !piece.hasRemaining()) {
            switch (next()) {
                case BodyPiece.Bytes bytes -> take(bytes.bytes());
                case BodyPiece.End end -> ended = true;
                case BodyPiece.Failed failed -> throw new BrokenOff(failed.failure());
            }
        }
        return piece.hasRemaining();
    }

    private void take(ByteBuffer bytes) throws IOException {
        piece = bytes;
        taken += bytes.remaining();
        if (taken > (long) bounds.bytesMax() + CODING_BYTES_MAX) {
            throw new IOException("more bytes than the bound explains");
        }
    }

    private BodyPiece next() throws IOException {
        try {
            return call.read(bounds.pause());
        } catch (InterruptedException stopped) {
            interrupted = true;
            throw new InterruptedIOException("interrupted");
        }
    }

    /** The call failed before its end; never leaves this package. */
    static final class BrokenOff extends IOException {

        private final transient EgressFailure failure;

        private BrokenOff(EgressFailure failure) {
            super(failure.sentence());
            this.failure = failure;
        }

        EgressFailure failure() {
            return failure;
        }
    }
}
