package dev.perdure.service.proof.harness;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to one port, as a client of the published kind makes them. Thread-safe. */
public final class Api {

    public static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(60))
                    .build();
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
    private static final Duration HEALTH_MAX = Duration.ofSeconds(30);

    private final int port;

    Api(int port) {
        this.port = port;
    }

    /** An answer as it came. */
    public record Answer(int status, String contentType, String text) {

        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + text, e);
            }
        }

        /** The body of an answer that must have had this status. */
        public JsonNode ok(int expected) {
            if (status != expected) {
                throw new AssertionError("Expected " + expected + ", got " + status + ": " + text);
            }
            return json();
        }

        @Override
        public String toString() {
            return status + " " + contentType + " " + text;
        }
    }

    public int port() {
        return port;
    }

    public boolean isHealthy() {
        try {
            return send("GET", "/health", BodyPublishers.noBody(), HEALTH_MAX).status() == 200;
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), ANSWER_MAX);
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), ANSWER_MAX);
    }

    public Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), ANSWER_MAX);
    }

    public Answer post(String path, byte[] body) {
        return send("POST", path, BodyPublishers.ofByteArray(body), ANSWER_MAX);
    }

    public Answer send(String method, String path, BodyPublisher body, Duration max) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .timeout(max)
                        .method(method, body)
                        .build();
        try {
            HttpResponse<String> response =
                    CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Creates an agent; answers its id. */
    public String agent(String json) {
        return post("/v1/agents", json).ok(201).path("id").asText();
    }

    /** Opens a session of an agent; answers its id. */
    public String session(String agent) {
        return post("/v1/sessions", "{\"agent_id\":\"" + agent + "\"}").ok(201).path("id").asText();
    }

    /** Says a text that needs no escape; answers the message's id. */
    public String say(String session, String text) {
        return post(messages(session), message(text)).ok(201).path("id").asText();
    }

    public static String message(String text) {
        return "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}}";
    }

    public static String messages(String session) {
        return "/v1/sessions/" + session + "/messages";
    }

    public static String events(String session) {
        return "/v1/sessions/" + session + "/events";
    }

    public static String stream(String session) {
        return "/v1/sessions/" + session + "/sse";
    }
}
