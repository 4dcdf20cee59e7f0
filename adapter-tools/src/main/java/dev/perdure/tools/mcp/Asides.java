package dev.perdure.tools.mcp;

import dev.perdure.egress.EgressCall;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What is said beside one request: what its server asks before it answers, and what it is told
 * without an answer being waited for. {@link #heard} is for one thread.
 */
final class Asides {

    /** A server that asks this often meanwhile answers nothing. */
    static final int QUESTIONS_MAX = 64;

    /** Connections that the questions of one answer may take. */
    static final int AT_ONCE_MAX = 4;

    /** For what is said and not answered, up to the head of what comes back. */
    private static final Duration NOTICE_TIME_MAX = Duration.ofSeconds(5);

    private final EgressClient client;
    private final Requests requests;
    private final Session session;
    private final Patience patience;
    private final Semaphore free = new Semaphore(AT_ONCE_MAX);
    private int questions;
    private boolean listChanged;

    Asides(EgressClient client, Requests requests, Session session, Patience patience) {
        this.client = client;
        this.requests = requests;
        this.session = session;
        this.patience = patience;
    }

    /** Whether the server said that its list of tools is another one. */
    boolean listChanged() {
        return listChanged;
    }

    /**
     * Takes one message. Progress is passed over; questions are answered where the revision lets
     * servers ask, a few at a time.
     *
     * @return false when the server asks more than anybody answers
     */
    boolean heard(JsonObject message) throws InterruptedException {
        if (message.string("method")
                .filter("notifications/tools/list_changed"::equals)
                .isPresent()) {
            listChanged = true;
        }
        if (message.get("id").isEmpty() || !(session instanceof Session.Legacy)) {
            return true;
        }
        questions++;
        if (questions > QUESTIONS_MAX) {
            return false;
        }
        if (free.tryAcquire(patience.left().toNanos(), TimeUnit.NANOSECONDS)) {
            tell(requests.answer(session, message, NOTICE_TIME_MAX), free::release);
        }
        return true;
    }

    /** Nobody waits for a request any more. In the newer revision the closed connection says it. */
    void tellCancelled(String id) {
        if (session instanceof Session.Legacy) {
            JsonObject what =
                    JsonObject.builder()
                            .put("requestId", id)
                            .put("reason", "Nobody waits for the answer any more.")
                            .build();
            tell(
                    requests.notification(
                            session, "notifications/cancelled", what, NOTICE_TIME_MAX),
                    () -> {});
        }
    }

    /** Waits on a thread of its own until the server has taken it, or its time is up. */
    private void tell(EgressRequest request, Runnable afterwards) {
        Thread.ofVirtual()
                .name("perdure-mcp-notice")
                .start(() -> {
                    try (EgressCall call = client.open(request)) {
                        call.answer(NOTICE_TIME_MAX);
                        call.release();
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    } finally {
                        afterwards.run();
                    }
                });
    }
}
