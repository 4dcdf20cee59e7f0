package dev.perdure.telemetry;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log whose facts are told on; what a writer waits for does not wait for that. */
final class ObservedLog implements EventLog {

    private static final Logger LOG = LoggerFactory.getLogger(ObservedLog.class);

    private final EventLog log;
    private final List<FactListener> listeners;

    ObservedLog(EventLog log, List<FactListener> listeners) {
        this.log = log;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
        CompletionStage<List<AppendOutcome>> stage = log.append(group);
        if (group.stream().anyMatch(ObservedLog::holdsFacts)) {
            stage.thenAccept(this::tell);
        }
        return stage;
    }

    private static boolean holdsFacts(Batch batch) {
        return batch.entries().stream().anyMatch(Event.class::isInstance);
    }

    private void tell(List<AppendOutcome> outcomes) {
        for (AppendOutcome outcome : outcomes) {
            if (outcome instanceof AppendOutcome.Appended appended) {
                for (Envelope envelope : appended.envelopes()) {
                    if (envelope.isFact()) {
                        listeners.forEach(listener -> tell(listener, envelope));
                    }
                }
            }
        }
    }

    /** Whoever listens is no part of the append: what goes wrong there goes no further. */
    @SuppressWarnings("IllegalCatch")
    private static void tell(FactListener listener, Envelope fact) {
        try {
            listener.committed(fact);
        } catch (RuntimeException defect) {
            LOG.warn("A listener failed at {}", fact.id(), defect);
        }
    }

    @Override
    public Optional<SessionHead> head(SessionKey session) {
        return log.head(session);
    }

    @Override
    public Set<SessionKey> moved(List<Seen> sessions) {
        return log.moved(sessions);
    }

    @Override
    public List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection) {
        return log.read(session, after, limit, selection);
    }

    @Override
    public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
        return log.latest(session, before, limit);
    }

    @Override
    public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
        return log.facts(session, from, to);
    }

    @Override
    public Offset lastFactAt(SessionKey session, Instant time) {
        return log.lastFactAt(session, time);
    }

    @Override
    public Subscription follow(SessionKey session, Offset after) {
        return log.follow(session, after);
    }
}
