package dev.perdure.rest;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One open stream over a socket, read frame by frame. */
public final class SseReader implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final boolean torn;
    private final BufferedReader lines;
    private final List<String> head = new ArrayList<>();
    private final List<String> chunks = new ArrayList<>();

    private SseReader(Socket socket, int bytes) throws IOException {
        this.socket = socket;
        this.torn = bytes < Integer.MAX_VALUE;
        InputStream in = new CutInput(socket.getInputStream(), bytes);
        String line = httpLine(in);
        while (!line.isEmpty()) {
            head.add(line);
            line = httpLine(in);
        }
        boolean chunked =
                head.stream().anyMatch(h -> h.equalsIgnoreCase("Transfer-Encoding: chunked"));
        InputStream body = chunked ? new ChunkedInput(in, chunks) : in;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    static SseReader open(int port, String path, String... headers) {
        return open(port, path, Integer.MAX_VALUE, headers);
    }

    /**
     * @param bytes after which the connection is cut
     */
    static SseReader open(int port, String path, int bytes, String... headers) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
            request.append("Host: 127.0.0.1:").append(port).append("\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            request.append("\r\n");
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            return new SseReader(socket, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A frame, or a comment when it has neither event nor data. */
    public record Frame(String event, String data, String id, String comment) {

        public JsonObject json() {
            return (JsonObject) Json.parse(data).get();
        }
    }

    public String status() {
        return head.getFirst();
    }

    public String header(String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The chunks that have begun to arrive, each as far as it has: the server's own writes. */
    public List<String> chunks() {
        return chunks;
    }

    /** The next frame; empty at the end of the stream. */
    public Optional<Frame> next() {
        try {
            String event = "";
            String data = "";
            String id = "";
            String comment = "";
            boolean any = false;
            while (true) {
                String line = lines.readLine();
                if (line == null) {
                    return Optional.empty();
                }
                if (line.isEmpty()) {
                    if (any) {
                        return Optional.of(new Frame(event, data, id, comment));
                    }
                    continue;
                }
                any = true;
                if (line.startsWith(":")) {
                    comment = line.substring(1).strip();
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (!torn && !line.startsWith("retry: ")) {
                    throw new AssertionError("not a line of a stream: " + line);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Frames up to and with the first that is wanted. */
    public List<Frame> until(Predicate<Frame> wanted) {
        List<Frame> frames = new ArrayList<>();
        while (true) {
            Frame frame =
                    next().orElseThrow(() -> new AssertionError("the stream ended: " + frames));
            frames.add(frame);
            if (wanted.test(frame)) {
                return frames;
            }
        }
    }

    public List<Frame> untilEvent(String event) {
        return until(frame -> frame.event().equals(event));
    }

    /** Everything to the end of the stream. */
    public List<Frame> rest() {
        List<Frame> frames = new ArrayList<>();
        Optional<Frame> frame = next();
        while (frame.isPresent()) {
            frames.add(frame.get());
            frame = next();
        }
        return frames;
    }

    @Override
    public void close() {
        try {
            // Closed is what the server knows of, not what is on its way to it.
            socket.setSoLinger(true, 30);
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String httpLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c != '\n' && c >= 0) {
            if (c != '\r') {
                line.append((char) c);
            }
            c = in.read();
        }
        return line.toString();
    }

    /** Ends after a number of bytes. */
    private static final class CutInput extends InputStream {

        private final InputStream in;
        private int left;

        CutInput(InputStream in, int bytes) {
            this.in = in;
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            return left-- <= 0 ? -1 : in.read();
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = in.read(into, at, Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }
    }

    /** The chunked coding of RFC 9112, without trailers. */
    private static final class ChunkedInput extends InputStream {

        private final InputStream in;
        private final List<String> chunks;
        private int left;
        private boolean ended;

        ChunkedInput(InputStream in, List<String> chunks) {
            this.in = in;
            this.chunks = chunks;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            if (left == 0 && !ended) {
                String size = httpLine(in);
                if (size.isEmpty()) {
                    size = httpLine(in);
                }
                ended = size.isEmpty() || Integer.parseInt(size, 16) == 0;
                left = ended ? 0 : Integer.parseInt(size, 16);
                chunks.add("");
            }
            if (ended) {
                return -1;
            }
            int read = in.read(into, at, Math.min(length, left));
            if (read < 0) {
                ended = true;
                return -1;
            }
            left -= read;
            String text = new String(into, at, read, StandardCharsets.ISO_8859_1);
            chunks.set(chunks.size() - 1, chunks.getLast() + text);
            return read;
        }
    }
}
