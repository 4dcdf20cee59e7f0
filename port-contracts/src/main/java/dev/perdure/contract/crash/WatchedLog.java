package dev.perdure.contract.crash;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A log behind watched doors. Tails are not watched: they are the test's own eyes. */
record WatchedLog(EventLog log, Watcher watcher) implements EventLog {

    @Override
    public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
        try {
            return watcher.pass(Door.LOG_APPEND, () -> log.append(group));
        } catch (LogUnavailable outage) {
            return CompletableFuture.failedStage(outage);
        }
    }

    @Override
    public Optional<SessionHead> head(SessionKey session) {
        return watcher.pass(Door.LOG_HEAD, () -> log.head(session));
    }

    @Override
    public Set<SessionKey> moved(List<Seen> sessions) {
        return watcher.pass(Door.LOG_MOVED, () -> log.moved(sessions));
    }

    @Override
    public List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection) {
        return watcher.pass(Door.LOG_READ, () -> log.read(session, after, limit, selection));
    }

    @Override
    public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
        return watcher.pass(Door.LOG_READ, () -> log.latest(session, before, limit));
    }

    @Override
    public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
        return watcher.pass(Door.LOG_FACTS, () -> log.facts(session, from, to));
    }

    @Override
    public Offset lastFactAt(SessionKey session, Instant time) {
        return watcher.pass(Door.LOG_READ, () -> log.lastFactAt(session, time));
    }

    @Override
    public Subscription follow(SessionKey session, Offset after) {
        return log.follow(session, after);
    }
}
