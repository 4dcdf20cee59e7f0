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
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that speaks Chat Completions and never comes to an end: it is silent when
 * the model asked for is {@value #SILENT}, and says a word every ten milliseconds otherwise. It
 * notes when the other side closes the connection, and what it could still write after that.
 */
final class CutModel implements AutoCloseable {

    static final String SILENT = "silent";
    static final String TALKATIVE = "talkative";

    private static final int PAUSE_MILLIS = 10;
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    private static final String WORD =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":"
                    + "[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n";

    private final ServerSocket listener;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    private CutModel(ServerSocket listener) {
        this.listener = listener;
    }

    static CutModel open() throws IOException {
        CutModel model = new CutModel(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(model::accept);
        return model;
    }

    /** The configuration of a service that asks this model under the name of {@code cut}. */
    String configuration() {
        return """
        models:
          providers:
            - name: cut
              type: openai_compatible
              base_url: http://127.0.0.1:%d/v1
              models: [%s, %s]
        """
                .formatted(listener.getLocalPort(), SILENT, TALKATIVE);
    }

    /** The next call; it has come to the server when this returns. */
    Call next() throws InterruptedException {
        Call call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new IllegalStateException("the model was not called");
        }
        return call;
    }

    /** One call, until it is cut. */
    static final class Call {

        private final Socket socket;
        private final Thread writer;
        private final Thread reader;
        private volatile long closedNanos;
        private final AtomicInteger wordsBefore = new AtomicInteger();
        private final AtomicInteger writesAfter = new AtomicInteger();

        private Call(Socket socket, InputStream in, boolean silent) {
            this.socket = socket;
            this.reader = Thread.ofVirtual().start(() -> awaitClose(in));
            this.writer = Thread.ofVirtual().start(() -> write(silent));
        }

        private void awaitClose(InputStream in) {
            try {
                int read = in.read();
                while (read >= 0) {
                    read = in.read();
                }
                closedNanos = System.nanoTime();
            } catch (IOException reset) {
                closedNanos = System.nanoTime();
            }
        }

        /**
         * The first write after a close may still be taken by the kernel of this side, which is
         * answered by a reset; a second one is not taken any more.
         */
        private void write(boolean silent) {
            try {
                OutputStream out = socket.getOutputStream();
                if (!silent) {
                    out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
                }
                byte[] word =
                        (Integer.toHexString(WORD.length()) + "\r\n" + WORD + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII);
                while (writesAfter.get() < 10) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                    boolean closed = closedNanos > 0;
                    if (closed || !silent) {
                        out.write(word);
                    }
                    if (closed) {
                        writesAfter.incrementAndGet();
                    } else {
                        wordsBefore.incrementAndGet();
                    }
                }
            } catch (IOException | InterruptedException over) {
                return;
            }
        }

        /** Waits for the close and for what comes of writing on; answers when it was seen. */
        long awaitCut() throws InterruptedException {
            if (!reader.join(Duration.ofSeconds(20)) || !writer.join(Duration.ofSeconds(20))) {
                throw new IllegalStateException("the connection to the model was not closed");
            }
            return closedNanos;
        }

        int wordsBefore() {
            return wordsBefore.get();
        }

        /** Writes that were taken after the one that a close is answered with. */
        int taken() {
            return Math.max(0, writesAfter.get() - 1);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring("content-length:".length()).trim());
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            calls.add(new Call(socket, in, body.contains("\"" + SILENT + "\"")));
        } catch (IOException gone) {
            // A connection that never became a call; the driver waits for calls and says so.
            return;
        }
    }

    private static String line(InputStream in) throws IOException {
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

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
