package dev.perdure.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A program that speaks Chat Completions on loopback to as many as come: the first word at once,
 * and then one each tenth of a second until nobody listens. A process of its own, so that what its
 * clients cost can be told from what it costs. Its first line of output is its port.
 */
final class TalkingModel {

    static final int WORDS_PER_SECOND = 10;

    private static final int BACKLOG = 2_000;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1) / WORDS_PER_SECOND;
    private static final byte[] HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final String WORD =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":"
                    + "[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n";

    private TalkingModel() {}

    public static void main(String[] none) throws IOException {
        try (ServerSocket listener =
                new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            readRequest(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            byte[] word =
                    (Integer.toHexString(WORD.length()) + "\r\n" + WORD + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
            out.write(HEAD);
            long begun = System.nanoTime();
            for (long words = 0; ; words++) {
                out.write(word);
                long wait = begun + (words + 1) * PAUSE_NANOS - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
            }
        } catch (IOException | InterruptedException over) {
            return; // The client has heard enough; there is no other end.
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring("content-length:".length()).trim());
            }
        }
        in.skipNBytes(length);
    }

    /** A line of a head, without its end. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
