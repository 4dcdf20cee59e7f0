package dev.perdure.service.proof.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One event of a stream, as it stood on the wire.
 *
 * @param id of the frame; empty when the frame had none
 */
public record Frame(String event, String data, String id) {

    /** Whether it tells of the connection and not of the session. */
    public boolean isAboutTheConnection() {
        return event.equals("connected") || event.equals("disconnecting");
    }

    public JsonNode json() {
        try {
            return Api.JSON.readTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + data, e);
        }
    }

    /** What a client sends back to go on after this frame. */
    public String cursor() {
        return json().path("id").asText();
    }
}
