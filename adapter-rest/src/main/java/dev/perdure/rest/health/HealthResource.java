package dev.perdure.rest.health;

import dev.perdure.engine.log.EventReader;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whether this node can work. It reads from the log each time, and calls a log that does
 * not answer in time unreachable.
 */
@Path("/health")
public final class HealthResource {

    private static final Logger LOG = LoggerFactory.getLogger(HealthResource.class);
    private static final long ANSWER_MILLIS_MAX = 2000;

    /** A stream that does not exist: asking for its end reaches the store and finds nothing. */
    private static final SessionKey NOBODYS =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(0, 0)));

    private final EventReader log;
    private final String version;
    private final Supplier<JsonObject> details;

    /**
     * @param details members of the answer that other parts of the service contribute
     */
    public HealthResource(EventReader log, String version, Supplier<JsonObject> details) {
        this.log = log;
        this.version = version;
        this.details = details;
    }

    @GET
    public Response health() throws InterruptedException {
        boolean reachable = logAnswers();
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("status", reachable ? "ok" : "unavailable")
                        .put("version", version)
                        .put("runner_mode", "InProcess")
                        .put("auth_mode", "None")
                        .put("log", reachable ? "reachable" : "unreachable");
        details.get().members().forEach(member -> body.put(member.name(), member.value()));
        return JsonReply.of(reachable ? 200 : 503, body.build());
    }

    private boolean logAnswers() throws InterruptedException {
        AtomicBoolean answered = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().name("health").start(() -> ask(answered, done));
        return done.await(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS) && answered.get();
    }

    private void ask(AtomicBoolean answered, CountDownLatch done) {
        try {
            answered.set(log.head(NOBODYS).isEmpty());
        } catch (RuntimeException failed) {
            LOG.warn("the log does not answer: {}", failed.toString());
        } finally {
            done.countDown();
        }
    }
}
