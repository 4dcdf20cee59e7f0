package dev.perdure.benchmarks;

import dev.perdure.benchmarks.ModelStreams.Listener;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The least that listening to a model can cost: a socket and a thread that reads its lines. It
 * understands none of them and minds no limit.
 */
final class BareSockets implements StreamingClient {

    private static final String BODY =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Talk.\"}],\"stream\":true}";

    private final int port;

    BareSockets(int port) {
        this.port = port;
    }

    @Override
    public Stream open(Listener listener) {
        Socket socket = new Socket();
        Thread reader = Thread.ofVirtual().start(() -> read(socket, listener));
        return () -> {
            socket.close();
            reader.join();
        };
    }

    @Override
    public void close() {}

    private void read(Socket socket, Listener listener) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setTcpNoDelay(true);
            String request =
                    "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                            + "content-length: "
                            + BODY.length()
                            + "\r\n\r\n"
                            + BODY;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                if (TalkingModel.line(in).startsWith("data:")) {
                    listener.word();
                }
            }
        } catch (IOException over) {
            if (!socket.isClosed()) {
                listener.failed(over);
            }
        }
    }
}
