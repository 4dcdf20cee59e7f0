package dev.perdure.service.proof.harness;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One event stream over a bare socket. Takes from the socket no byte beyond a given number, so that
 * a test decides where a connection is cut: in the middle of a frame, of a character, of a chunk's
 * length.
 */
public final class SseConnection implements AutoCloseable {

    private static final int HEADERS_MAX = 64 * 1024;
    private static final int BUFFER = 8 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final ChunkedBody body = new ChunkedBody();
    private final FrameParser parser = new FrameParser();
    private final Deque<Frame> ready = new ArrayDeque<>();
    private final Map<String, String> headers = new TreeMap<>();
    private int status;
    private long left;
    private boolean ended;

    private SseConnection(Socket socket, long bytesMax) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.left = bytesMax;
    }

    /** A connection that is never cut from this side. */
    public static SseConnection open(int port, String path) throws IOException {
        return open(port, path, Long.MAX_VALUE);
    }

    /**
     * @param bytesMax how much of the body, as it stands on the wire, will be read
     */
    public static SseConnection open(int port, String path, long bytesMax) throws IOException {
        Socket socket = new Socket();
        boolean opened = false;
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 60_000);
            socket.setSoTimeout(120_000);
            SseConnection connection = new SseConnection(socket, bytesMax);
            connection.ask(path);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                socket.close();
            }
        }
    }

    private void ask(String path) throws IOException {
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + socket.getPort()
                        + "\r\nAccept: text/event-stream\r\nCache-Control: no-store\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String[] lines = head().split("\r\n", -1);
        status = Integer.parseInt(lines[0].split(" ", -1)[1]);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0 || head.size() > HEADERS_MAX) {
                throw new EOFException("no answer: " + head.toString(StandardCharsets.US_ASCII));
            }
            head.write(next);
            boolean expected = next == (matched % 2 == 0 ? '\r' : '\n');
            matched = expected ? matched + 1 : (next == '\r' ? 1 : 0);
        }
        return head.toString(StandardCharsets.US_ASCII).strip();
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public int comments() {
        return parser.comments();
    }

    /** Whether the server or the cut has ended the connection, and no frame is left. */
    public boolean hasEnded() {
        return ended && ready.isEmpty();
    }

    /**
     * The next whole frame; empty at the end, at the cut, or when nothing came within {@code max},
     * which {@link #hasEnded} tells apart.
     */
    public Optional<Frame> next(Duration max) throws IOException {
        long giveUp = System.nanoTime() + max.toNanos();
        byte[] buffer = new byte[BUFFER];
        while (ready.isEmpty() && !ended) {
            long patience = (giveUp - System.nanoTime()) / 1_000_000;
            if (patience <= 0) {
                return Optional.empty();
            }
            receive(buffer, (int) Math.min(patience, Integer.MAX_VALUE));
        }
        return Optional.ofNullable(ready.pollFirst());
    }

    private void receive(byte[] buffer, int patienceMillis) throws IOException {
        int wanted = (int) Math.min(buffer.length, left);
        int length;
        try {
            socket.setSoTimeout(patienceMillis);
            length = wanted == 0 ? -1 : in.read(buffer, 0, wanted);
        } catch (SocketTimeoutException nothing) {
            return;
        } catch (IOException reset) {
            length = -1;
        }
        if (length < 0) {
            ended = true;
            return;
        }
        left -= length;
        byte[] decoded = chunked() ? body.decode(buffer, length) : first(buffer, length);
        parser.take(decoded, decoded.length);
        ready.addAll(parser.frames());
        ended = body.isComplete();
    }

    /** The first frame that fits; frames before it are passed over. */
    public Frame await(String what, Duration max, Predicate<Frame> wanted) throws IOException {
        long giveUp = System.nanoTime() + max.toNanos();
        while (true) {
            Duration rest = Duration.ofNanos(giveUp - System.nanoTime());
            Optional<Frame> frame = next(rest);
            if (frame.isEmpty()) {
                throw new AssertionError(
                        (hasEnded() ? "The stream ended without " : "Not within " + max + ": ")
                                + what);
            }
            if (wanted.test(frame.get())) {
                return frame.get();
            }
        }
    }

    private boolean chunked() {
        return headers.getOrDefault("transfer-encoding", "").equals("chunked");
    }

    private static byte[] first(byte[] buffer, int length) {
        byte[] bytes = new byte[length];
        System.arraycopy(buffer, 0, bytes, 0, length);
        return bytes;
    }

    /** Ends the connection without a word, as a process that dies does. */
    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
