package dev.perdure.rest.ask;

import dev.perdure.engine.log.EventTail;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.component.LifeCycle;

/** The replies that are being streamed; they end when the server begins to stop. */
public final class OpenReplies implements LifeCycle.Listener {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final EventTail tail;
    private final Set<EventTail.Subscription> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    public OpenReplies(EventTail tail) {
        this.tail = tail;
    }

    @Override
    public void lifeCycleStopping(LifeCycle server) {
        stopping = true;
        open.forEach(EventTail.Subscription::close);
    }

    /** Writes the answer to {@code message} as it is committed, until its turn has ended. */
    void stream(Envelope message, HttpServletResponse answer) throws IOException {
        answer.setContentType("text/plain; charset=utf-8");
        answer.setHeader("Cache-Control", "no-cache, no-transform");
        answer.setHeader("X-Accel-Buffering", "no");
        answer.setHeader("Perdure-Session", sessionName(message));
        answer.flushBuffer();
        EventTail.Subscription subscription = tail.follow(message.session(), message.offset());
        open.add(subscription);
        try {
            copy(subscription, answer.getOutputStream());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(subscription);
            subscription.close();
        }
    }

    private void copy(EventTail.Subscription subscription, OutputStream out)
            throws IOException, InterruptedException {
        while (!stopping && !subscription.isGone()) {
            StringBuilder text = new StringBuilder();
            boolean ended = false;
            long asked = System.nanoTime();
            List<Envelope> records = subscription.next(POLL);
            if (records.isEmpty() && System.nanoTime() - asked < POLL.toNanos() / 2) {
                // Nothing, and too soon: the storage closed the subscription under us.
                return;
            }
            for (Envelope envelope : records) {
                text.append(text(envelope));
                ended |= isEnd(envelope.entry());
            }
            if (!text.isEmpty()) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            if (ended) {
                return;
            }
        }
    }

    private static String text(Envelope envelope) {
        Entry entry = envelope.entry();
        if (entry instanceof Delta.OutputDelta delta) {
            return delta.text();
        }
        if (entry instanceof StepEvent.AttemptSuperseded) {
            return "\n[interrupted; the answer starts again]\n";
        }
        if (entry instanceof StepEvent.RulingRequested asked) {
            return "\n[waiting: nobody knows whether the call "
                    + asked.call().value()
                    + " of "
                    + asked.tool()
                    + " took effect; decide with POST /v1/sessions/"
                    + sessionName(envelope)
                    + "/tool-decisions]\n";
        }
        if (entry instanceof StepEvent.ApprovalRequested asked) {
            return "\n[waiting: a person has to allow the call "
                    + asked.call().id().value()
                    + " of "
                    + asked.call().name()
                    + "; see GET /v1/sessions/"
                    + sessionName(envelope)
                    + "/approvals]\n";
        }
        if (entry instanceof TurnEvent.TurnFailed failed) {
            return "\n[failed: " + failed.sentence() + "]\n";
        }
        if (entry instanceof TurnEvent.TurnSealed sealed) {
            return "\n[stopped by a bound: " + sealed.reason() + "]\n";
        }
        if (entry instanceof TurnEvent.TurnCancelled) {
            return "\n[cancelled]\n";
        }
        return entry instanceof TurnEvent.TurnCompleted ? "\n" : "";
    }

    private static boolean isEnd(Entry entry) {
        return entry instanceof TurnEvent.TurnCompleted
                || entry instanceof TurnEvent.TurnFailed
                || entry instanceof TurnEvent.TurnCancelled
                || entry instanceof TurnEvent.TurnSealed;
    }

    private static String sessionName(Envelope message) {
        return "session_"
                + message.session()
                        .id()
                        .value()
                        .toString()
                        .replace("-", "")
                        .toLowerCase(Locale.ROOT);
    }
}
