package dev.perdure.contract.crash;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A log as an engine uses it that is wrong in one way. */
record PlantedLog(EventLog log, WrongEngine wrong) implements EventLog {

    @Override
    public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
        CompletionStage<List<AppendOutcome>> all = CompletableFuture.completedFuture(List.of());
        for (Batch batch : group) {
            all = all.thenCombine(write(wrong.written(batch)), PlantedLog::joined);
        }
        return all;
    }

    /** One after the other, as long as they are taken; the records of all are those of one. */
    private CompletionStage<AppendOutcome> write(List<Batch> parts) {
        CompletionStage<AppendOutcome> first =
                log.append(List.of(parts.getFirst())).thenApply(List::getFirst);
        return parts.size() == 1 || !(taken(first) instanceof AppendOutcome.Appended facts)
                ? first
                : log.append(List.of(parts.getLast()))
                        .thenApply(List::getFirst)
                        .thenApply(outcome -> whole(facts, outcome));
    }

    /** Outside of the stages, in which nobody would hear a node die. */
    private static @Nullable AppendOutcome taken(CompletionStage<AppendOutcome> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException refused) {
            return null;
        }
    }

    private static AppendOutcome whole(AppendOutcome.Appended facts, AppendOutcome work) {
        return work instanceof AppendOutcome.Appended done
                ? new AppendOutcome.Appended(facts.envelopes(), done.version(), done.claim())
                : work;
    }

    private static List<AppendOutcome> joined(List<AppendOutcome> before, AppendOutcome next) {
        List<AppendOutcome> all = new ArrayList<>(before);
        all.add(next);
        return all;
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
