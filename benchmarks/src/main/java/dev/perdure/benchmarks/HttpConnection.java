package dev.perdure.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection that asks and waits for the answer. As little of HTTP as that takes, so that
 * the driver leaves the processors to what it measures.
 */
final class HttpConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final int port;

    private HttpConnection(Socket socket, int port) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 2_048);
        this.port = port;
    }

    static HttpConnection open(int port) throws IOException {
        Socket socket = new Socket();
        boolean opened = false;
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            HttpConnection connection = new HttpConnection(socket, port);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                socket.close();
            }
        }
    }

    String get(String path) throws IOException {
        return ask("GET", path, "");
    }

    String post(String path, String json) throws IOException {
        return ask("POST", path, json);
    }

    /** Creates an agent; answers its id. */
    String agent(String json) throws IOException {
        return id(post("/v1/agents", json));
    }

    /** Opens a session; answers its id. */
    String session(String agent) throws IOException {
        return id(post("/v1/sessions", "{\"agent_id\":\"" + agent + "\"}"));
    }

    /** Says something short. */
    void say(String session) throws IOException {
        post(
                "/v1/sessions/" + session + "/messages",
                "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Go on.\"}]}}");
    }

    private static String id(String json) {
        String member = "\"id\":\"";
        int from = json.indexOf(member) + member.length();
        return json.substring(from, json.indexOf('"', from));
    }

    private String ask(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String request =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n"
                        + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        String status = line();
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring("content-length:".length()).trim());
            }
        }
        if (length < 0) {
            throw new IOException(method + " " + path + ": an answer without a length");
        }
        String answer = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(method + " " + path + ": " + status + " " + answer);
        }
        return answer;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
