package dev.perdure.contract.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request and the connection it came on, for a {@link Reply} to write to. */
public final class Exchange {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ReceivedRequest request;
    private final Runnable hangUp;

    Exchange(Socket socket, InputStream in, ReceivedRequest request, Runnable hangUp)
            throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.request = request;
        this.hangUp = hangUp;
    }

    public ReceivedRequest request() {
        return request;
    }

    /**
     * A status, headers and a body of known length.
     *
     * @param headers lines without their ends; empty for none
     */
    public void answer(int status, String headers, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String more = headers.isEmpty() ? "" : headers.strip().replace("\n", "\r\n") + "\r\n";
        raw(
                "HTTP/1.1 "
                        + status
                        + " x\r\n"
                        + more
                        + "content-length: "
                        + length
                        + "\r\n\r\n"
                        + body);
    }

    /** Status 200 and the headers of an event stream in chunks. */
    public void beginEvents() throws IOException {
        raw(
                """
                HTTP/1.1 200 OK\r
                content-type: text/event-stream; charset=utf-8\r
                transfer-encoding: chunked\r
                \r
                """);
    }

    /** One chunk of the chunked coding. */
    public void chunk(String text) throws IOException {
        chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One chunk of the chunked coding; no bytes are no chunk. It is one write: a client that has
     * read it may hang up at once, and nothing of it is left to fail.
     */
    public void chunk(byte... bytes) throws IOException {
        if (bytes.length > 0) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(ascii(Integer.toHexString(bytes.length) + "\r\n"));
            whole.writeBytes(bytes);
            whole.writeBytes(ascii("\r\n"));
            out.write(whole.toByteArray());
            out.flush();
        }
    }

    /** The end of the chunked coding. */
    public void endChunks() throws IOException {
        raw("0\r\n\r\n");
    }

    /** Bytes as they are. */
    public void raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends the connection in the middle of whatever was being said. */
    public void cut() throws IOException {
        socket.close();
    }

    /** Ends the connection by a reset, as a process that died does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says nothing more, until the other side closes the connection; that is counted. */
    public void staySilent() throws IOException {
        try {
            int read = in.read();
            while (read >= 0) {
                read = in.read();
            }
        } finally {
            hangUp.run();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
