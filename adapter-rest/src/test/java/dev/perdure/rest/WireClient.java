package dev.perdure.rest;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client of the wire that hides nothing of it. */
public final class WireClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;

    public WireClient(int port) {
        this.port = port;
    }

    /** An answer: its status, its headers by exchange, and its body as it came. */
    public record Answer(HttpResponse<byte[]> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public String contentType() {
            return header("Content-Type");
        }

        public String header(String name) {
            return String.join(", ", response.headers().allValues(name));
        }

        public JsonObject json() {
            JsonValue value =
                    Json.parse(response.body())
                            .getOrElseThrow(problem ->
                                    new AssertionError(status() + " " + problem + ": " + text()));
            return (JsonObject) value;
        }

        public String string(String name) {
            return json().string(name).orElseThrow(() -> new AssertionError(name + ": " + text()));
        }

        public List<JsonObject> data() {
            return json().array("data").orElseThrow().elements().stream()
                    .map(JsonObject.class::cast)
                    .toList();
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer patch(String path, String body) {
        return send("PATCH", path, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer put(String path, String body) {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException hurried) {
            throw new IllegalStateException(hurried);
        }
    }

    /** Sends bytes as they are and answers everything that comes back until the end. */
    public String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            in.transferTo(all);
            return all.toString(StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String createAgent(String body) {
        return created(post("/v1/agents", body));
    }

    public String createSession(String body) {
        return created(post("/v1/sessions", body));
    }

    public String say(String session, String text) {
        return created(
                post(
                        "/v1/sessions/" + session + "/messages",
                        JsonObject.builder().put("text", text).build().toJson()));
    }

    private static String created(Answer answer) {
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return answer.string("id");
    }

    /** Opens a stream that is cut after a number of bytes. */
    public SseReader tornStream(String path, int bytes) {
        return SseReader.open(port, path, bytes);
    }

    /** Opens a stream; the path may hold a query. */
    public SseReader stream(String path, String... headers) {
        return SseReader.open(port, path, headers);
    }
}
