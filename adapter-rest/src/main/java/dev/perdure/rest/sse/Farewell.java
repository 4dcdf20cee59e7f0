package dev.perdure.rest.sse;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import java.time.Duration;

/**
 * The last frame of a stream.
 *
 * @param reason one word for programs
 * @param retry what the client waits before it comes back
 * @param detail a sentence for whoever looks into it; empty when the reason says all
 */
record Farewell(String reason, Duration retry, String detail) {

    /** A session with a record nobody can read is looked at again no sooner. */
    private static final Duration UNREADABLE_RETRY = Duration.ofSeconds(10);

    /** The stream failed in a way that coming back may mend. */
    static Farewell failed(Duration retry) {
        return new Farewell("error", retry, "");
    }

    /** What follows in the log cannot be read, and coming back at once does not change that. */
    static Farewell unreadable(String sentence) {
        return new Farewell("error", UNREADABLE_RETRY, sentence);
    }

    String text() {
        JsonObjectBuilder data =
                JsonObject.builder().put("reason", reason).put("retry_ms", retry.toMillis());
        if (!detail.isEmpty()) {
            data.put("detail", detail);
        }
        return "event: disconnecting\ndata: "
                + data.build().toJson()
                + "\nretry: "
                + retry.toMillis()
                + "\n\n";
    }
}
