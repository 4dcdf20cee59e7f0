package dev.perdure.service.proof.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An answer of plain text, taken as it arrived.
 *
 * @param pieces how many reads it took
 * @param session where the service says that it can be found again
 */
public record TextStream(int status, String contentType, String session, int pieces, String text) {

    private static final Duration HEADERS_MAX = Duration.ofMinutes(2);

    /** Sends a text, as {@code curl -d} does, and reads to the end. */
    public static TextStream post(int port, String path, String text)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(HEADERS_MAX)
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            int pieces = 0;
            try (InputStream body = response.body()) {
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    all.write(buffer, 0, read);
                    pieces++;
                }
            }
            return new TextStream(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.headers().firstValue("perdure-session").orElse(""),
                    pieces,
                    all.toString(StandardCharsets.UTF_8));
        }
    }
}
