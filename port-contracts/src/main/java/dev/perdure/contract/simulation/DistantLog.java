package dev.perdure.contract.simulation;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.timing.Mailbox;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The log as one life reaches it over its wire. Appends are sent one flush after the other by a
 * thread of their own; what was not sent when the life ends is gone, and of what was sent either
 * nothing happens or only its answer is missing.
 */
final class DistantLog implements EventLog {

    private static final long FOR_EVER = Duration.ofDays(1).toNanos();
    private static final int FLUSH_MAX = 8;

    private final Store store;
    private final Wire wire;
    private final EventLog view;
    private final Mailbox<Letter> outbox;

    DistantLog(Store store, Wire wire, EventLog view, Timing timing) {
        this.store = store;
        this.wire = wire;
        this.view = view;
        this.outbox = new Mailbox<>(timing);
        timing.loop("committer", this::commit).start();
    }

    @Override
    public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
        Letter letter = new Letter(group, new CompletableFuture<>());
        for (Batch batch : group) {
            if (store.bug().publishesEarly(batch)) {
                store.publish(batch.session(), store.foretell(batch).envelopes());
            }
        }
        outbox.put(letter);
        if (group.stream().allMatch(store.bug()::acknowledgesEarly)) {
            letter.answer()
                    .complete(
                            group.stream()
                                    .map(batch -> (AppendOutcome) store.foretell(batch))
                                    .toList());
        }
        return letter.answer();
    }

    @Override
    public Optional<SessionHead> head(SessionKey session) {
        return read("a head", () -> view.head(session));
    }

    @Override
    public Set<SessionKey> moved(List<Seen> sessions) {
        return read("who moved", () -> view.moved(sessions));
    }

    @Override
    public List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection) {
        return read("a page", () -> view.read(session, after, limit, selection));
    }

    @Override
    public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
        return read("the latest", () -> view.latest(session, before, limit));
    }

    @Override
    public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
        return read("facts", () -> view.facts(session, from, to));
    }

    @Override
    public Offset lastFactAt(SessionKey session, Instant time) {
        return read("an offset", () -> view.lastFactAt(session, time));
    }

    /** Not over the wire: who follows polls, and meets the weather by itself. */
    @Override
    public Subscription follow(SessionKey session, Offset after) {
        return view.follow(session, after);
    }

    private <T> T read(String what, Supplier<T> question) {
        return wire.ask(what, question, answer -> {}, DistantLog::unavailable);
    }

    private void commit() {
        try {
            while (true) {
                List<Letter> flush = new ArrayList<>();
                Letter letter = outbox.take(FOR_EVER);
                while (letter != null && flush.size() < FLUSH_MAX) {
                    flush.add(letter);
                    letter = flush.size() < FLUSH_MAX ? outbox.take(0) : null;
                }
                send(flush);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<Letter> flush) {
        try {
            List<List<AppendOutcome>> answers =
                    wire.ask(
                            "a flush",
                            () -> flush.stream().map(this::arrive).toList(),
                            lost -> lost.forEach(this::revoke),
                            DistantLog::unavailable);
            for (int i = 0; i < flush.size(); i++) {
                flush.get(i).answer().complete(answers.get(i));
            }
        } catch (LogUnavailable outage) {
            flush.forEach(letter -> letter.answer().completeExceptionally(outage));
        }
    }

    private List<AppendOutcome> arrive(Letter letter) {
        return letter.group().stream().map(this::arrive).toList();
    }

    private AppendOutcome arrive(Batch batch) {
        if (batch.entries().isEmpty() || !store.bug().splits(batch)) {
            return store.commit(wire.life(), view, batch);
        }
        AppendOutcome outcome =
                store.commit(wire.life(), view, batch.with(new WorkChange.Unchanged()));
        if (outcome instanceof AppendOutcome.Appended) {
            Batch change = new Batch(batch.session(), unversioned(batch), List.of(), batch.work());
            outbox.putFirst(new Letter(List.of(change), new CompletableFuture<>()));
        }
        return outcome;
    }

    private static Guard unversioned(Batch batch) {
        return batch.guard() instanceof Guard.OwnedAt owned
                ? new Guard.Owned(owned.epoch())
                : new Guard.Exists();
    }

    private void revoke(List<AppendOutcome> lost) {
        for (AppendOutcome outcome : lost) {
            if (outcome instanceof AppendOutcome.Appended appended && appended.claim() != null) {
                store.revoke(view, appended.claim());
            }
        }
    }

    private static LogUnavailable unavailable(Throwable cause) {
        return new LogUnavailable("The log is out of reach.", cause);
    }

    private record Letter(List<Batch> group, CompletableFuture<List<AppendOutcome>> answer) {}
}
