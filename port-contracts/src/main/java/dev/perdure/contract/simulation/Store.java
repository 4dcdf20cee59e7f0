package dev.perdure.contract.simulation;

import dev.perdure.contract.invariant.LogChecker;
import dev.perdure.contract.invariant.Violation;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the nodes of a world share: the store in memory, on a clock of its own, and a judge beside
 * it who is told of every claim and every write. What was not committed is not in here.
 */
final class Store {

    private static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

    private final Carrier carrier;
    private final Trace trace;
    private final Counts counts;
    private final Bug bug;
    private final InMemoryStorage data;
    private final LogChecker checker;
    private final Map<SessionKey, Epoch> newest = new HashMap<>();
    private final List<Runnable> hints = new ArrayList<>();
    private final Map<SessionKey, List<Envelope>> published = new HashMap<>();
    private Duration clockOffset = Duration.ZERO;

    Store(Carrier carrier, Trace trace, Counts counts, Bug bug) {
        this.carrier = carrier;
        this.trace = trace;
        this.counts = counts;
        this.bug = bug;
        this.data = InMemoryStorage.open(this::now);
        this.checker = new LogChecker(data.log());
    }

    /** The time as no clock of the world may show it. */
    Instant trueTime() {
        return BEGINNING.plusNanos(carrier.now());
    }

    private Instant now() {
        return trueTime().plus(clockOffset);
    }

    void moveClock(Duration offset) {
        clockOffset = offset;
    }

    /** The data as a node sees it that has not joined yet. */
    InMemoryStorage view() {
        return data.node();
    }

    Bug bug() {
        return bug;
    }

    /** The log itself, for who judges it. */
    EventLog log() {
        return data.log();
    }

    LogChecker checker() {
        return checker;
    }

    /** Has somebody be told when a turn may have become due. */
    void onDue(Runnable hint) {
        hints.add(hint);
    }

    void hint() {
        hints.forEach(Runnable::run);
    }

    /** Commits a batch that has arrived, or refuses it. */
    AppendOutcome commit(Life writer, EventLog view, Batch sent) {
        Batch batch = bug.received(sent);
        AppendOutcome outcome = view.append(List.of(batch)).toCompletableFuture().join().getFirst();
        trace.add(carrier.now(), writer.name(), "append " + said(sent) + ": " + said(outcome));
        if (outcome instanceof AppendOutcome.Appended appended) {
            judge(writer, sent, appended);
        }
        if (outcome instanceof AppendOutcome.Fenced) {
            counts.add(Figure.WRITERS_REFUSED);
        }
        if (outcome instanceof AppendOutcome.Duplicate) {
            counts.add(Figure.REPETITIONS_RECOGNISED);
        }
        return outcome;
    }

    /** Notes that a claim was granted. */
    void granted(Life owner, Claim claim) {
        Epoch before = newest.getOrDefault(claim.session(), Epoch.UNCLAIMED);
        if (claim.epoch().compareTo(before) <= 0) {
            carrier.fail(
                    new Violation(
                            "a claim did not raise the epoch: " + claim + " after " + before));
        }
        newest.put(claim.session(), claim.epoch());
        trace.add(
                carrier.now(),
                owner.name(),
                "claim " + name(claim.session()) + " under " + claim.epoch().value());
    }

    /** Takes back a claim whose owner will never hear of it. */
    void revoke(EventLog view, Claim claim) {
        Batch release =
                Batch.of(claim.session(), new Guard.Owned(claim.epoch()), List.of())
                        .with(new WorkChange.ParkUntil(claim.turn(), Instant.EPOCH));
        view.append(List.of(release)).toCompletableFuture().join();
    }

    /** What a commit of the batch would answer now. */
    AppendOutcome.Appended foretell(Batch batch) {
        SessionHead head = data.log().head(batch.session()).orElseThrow();
        List<Envelope> envelopes = new ArrayList<>();
        Offset offset = head.offset();
        StreamVersion version = head.version();
        for (Entry entry : batch.entries()) {
            offset = offset.plus(1);
            version = entry instanceof Event ? version.next() : version;
            envelopes.add(new Envelope(batch.session(), offset, version, head.time(), entry));
        }
        return new AppendOutcome.Appended(envelopes, version, null);
    }

    /** Shows records to readers, committed or not. */
    void publish(SessionKey session, List<Envelope> records) {
        published.computeIfAbsent(session, key -> new ArrayList<>()).addAll(records);
    }

    /** Records that were shown and are not in the log. */
    List<Envelope> takePublished(SessionKey session) {
        List<Envelope> shown = published.remove(session);
        return shown == null ? List.of() : shown;
    }

    static String name(SessionKey session) {
        return "s" + session.id().value().toString().substring(0, 4);
    }

    /** A writer that survives its own errors must not survive this one. */
    private void judge(Life writer, Batch batch, AppendOutcome.Appended appended) {
        try {
            compare(writer, batch, appended);
        } catch (Violation broken) {
            carrier.fail(broken);
        }
        if (!(batch.work() instanceof WorkChange.Unchanged)) {
            hint();
        }
    }

    private void compare(Life writer, Batch batch, AppendOutcome.Appended appended) {
        Epoch current = newest.getOrDefault(batch.session(), Epoch.UNCLAIMED);
        boolean late =
                switch (batch.guard()) {
                    case Guard.Owned owned -> owned.epoch().compareTo(current) < 0;
                    case Guard.OwnedAt owned -> owned.epoch().compareTo(current) < 0;
                    case Guard.NewStream ignored -> false;
                    case Guard.Exists ignored -> false;
                    case Guard.AtVersion ignored -> false;
                };
        if (late) {
            throw new Violation(
                    writer.name() + " wrote under an epoch older than " + current + ": " + batch);
        }
        if (appended.claim() != null) {
            granted(writer, appended.claim());
        }
        checker.read(batch.session());
    }

    private static String said(Batch batch) {
        StringBuilder text = new StringBuilder(name(batch.session()));
        for (Entry entry : batch.entries()) {
            text.append(' ').append(entry.getClass().getSimpleName());
        }
        return batch.work() instanceof WorkChange.Unchanged
                ? text.toString()
                : text.append(" + ").append(batch.work().getClass().getSimpleName()).toString();
    }

    private static String said(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Appended appended
                ? "up to version " + appended.version().value()
                : outcome.getClass().getSimpleName();
    }
}
