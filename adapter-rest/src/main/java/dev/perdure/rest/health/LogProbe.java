package dev.perdure.rest.health;

import dev.perdure.engine.log.EventReader;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question to the log that reaches its store. A log that does not answer in time is as good as
 * unreachable.
 */
public final class LogProbe {

    private static final Logger LOG = LoggerFactory.getLogger(LogProbe.class);
    private static final long ANSWER_MILLIS_MAX = 2000;

    /** A stream that does not exist. */
    private static final SessionKey NOBODYS =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(0, 0)));

    private final EventReader log;

    public LogProbe(EventReader log) {
        this.log = log;
    }

    public boolean answers() throws InterruptedException {
        AtomicBoolean answered = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().name("log-probe").start(() -> ask(answered, done));
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
