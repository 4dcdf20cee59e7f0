package dev.perdure.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Decodes the first part of what was compressed as RFC 1952 says; servers send no more than one.
 * The stream of the platform goes on to the next part by calling itself: some ten thousand parts
 * with nothing in them, a few hundred kilobytes, are the end of its thread.
 */
final class Gzip extends InflaterInputStream {

    private static final int MAGIC = 0x1f8b;
    private static final int DEFLATED = 8;
    private static final int HEAD_CHECK = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    /** Time, extra flags and system. */
    private static final int UNUSED_BYTES = 6;

    /** A sum and a length, which TCP has looked after. */
    private static final int TRAILER_BYTES = 8;

    private Gzip(InputStream in) {
        super(in, new Inflater(true));
    }

    /** The decoded bytes; the head is read here already. */
    static Gzip of(InputStream in) throws IOException {
        if ((octet(in) << 8 | octet(in)) != MAGIC || octet(in) != DEFLATED) {
            throw new IOException("not compressed as it says");
        }
        int flags = octet(in);
        skip(in, UNUSED_BYTES);
        if ((flags & EXTRA) != 0) {
            skip(in, octet(in) | octet(in) << 8);
        }
        if ((flags & NAME) != 0) {
            skipText(in);
        }
        if ((flags & COMMENT) != 0) {
            skipText(in);
        }
        if ((flags & HEAD_CHECK) != 0) {
            skip(in, 2);
        }
        return new Gzip(in);
    }

    /** Whether nothing follows, once this has been read to its end. */
    boolean isLast() throws IOException {
        int beyond = inf.getRemaining() - TRAILER_BYTES;
        if (beyond > 0) {
            return false;
        }
        skip(in, -beyond);
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }

    private static int octet(InputStream in) throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new EOFException("no head");
        }
        return read;
    }

    private static void skip(InputStream in, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            octet(in);
        }
    }

    private static void skipText(InputStream in) throws IOException {
        int read = octet(in);
        while (read != 0) {
            read = octet(in);
        }
    }
}
