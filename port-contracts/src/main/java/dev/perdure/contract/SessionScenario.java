package dev.perdure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One session as one node writes and reads it, in the words of the tests. */
public final class SessionScenario {

    private static final int WHOLE_LOG_MAX = 1_000_000;

    private final Storage node;
    private final SessionKey key;
    private final Duration patience;

    private SessionScenario(Storage node, SessionKey key, Duration patience) {
        this.node = node;
        this.key = key;
        this.patience = patience;
    }

    /** A session of that name, whether it exists or not. */
    public static SessionScenario of(Storage node, SessionKey key, Duration patience) {
        return new SessionScenario(node, key, patience);
    }

    /** A new session of the default organisation, opened. */
    public static SessionScenario opened(Storage node, Duration patience) {
        SessionScenario session = of(node, freshKey(OrganisationId.DEFAULT), patience);
        session.append(new Guard.NewStream(), Sample.opening());
        return session;
    }

    /** A new session of the default organisation, opened with these settings. */
    public static SessionScenario opened(
            Storage node, SessionSettings settings, Duration patience) {
        SessionScenario session = of(node, freshKey(OrganisationId.DEFAULT), patience);
        session.append(new Guard.NewStream(), Sample.opening(settings));
        return session;
    }

    public static SessionKey freshKey(OrganisationId organisation) {
        return new SessionKey(organisation, new SessionId(UUID.randomUUID()));
    }

    public SessionKey key() {
        return key;
    }

    /** The same session through another node. */
    public SessionScenario on(Storage other) {
        return new SessionScenario(other, key, patience);
    }

    /** The same session as a caller of another organisation would name it. */
    public SessionScenario as(OrganisationId organisation) {
        return new SessionScenario(node, new SessionKey(organisation, key.id()), patience);
    }

    public AppendOutcome attempt(Batch batch) {
        List<AppendOutcome> outcomes = attempt(List.of(batch));
        assertThat(outcomes).as("one outcome for one batch").hasSize(1);
        return outcomes.getFirst();
    }

    public List<AppendOutcome> attempt(List<Batch> group) {
        return Await.outcome(patience, node.log().append(group));
    }

    public AppendOutcome attempt(Guard guard, Entry... entries) {
        return attempt(batch(guard, entries));
    }

    public Batch batch(Guard guard, Entry... entries) {
        return Batch.of(key, guard, List.of(entries));
    }

    /** An append that has to succeed. */
    public Appended append(Batch batch) {
        AppendOutcome outcome = attempt(batch);
        assertThat(outcome).isInstanceOf(Appended.class);
        return (Appended) outcome;
    }

    /** An append that has to succeed. */
    public Appended append(Guard guard, Entry... entries) {
        return append(batch(guard, entries));
    }

    /** An append of these entries that has to succeed; it asks only that the stream exists. */
    public Appended write(List<? extends Entry> entries) {
        return append(Batch.of(key, new Guard.Exists(), entries));
    }

    public Appended write(Entry... entries) {
        return write(List.of(entries));
    }

    /** A change of the queue without entries; it has to succeed. */
    public Appended change(WorkChange change) {
        return append(batch(new Guard.Exists()).with(change));
    }

    /** A batch that makes a new turn due, with its message. */
    public Batch arrival(TurnId turn, String idempotencyKey, boolean claimIfIdle) {
        return batch(new Guard.Exists(), Sample.message(turn, idempotencyKey))
                .with(new WorkChange.Enqueue(turn, idempotencyKey, claimIfIdle));
    }

    /** Makes a new turn due. */
    public TurnId enqueue() {
        TurnId turn = Sample.turn();
        append(arrival(turn, "key of " + turn, false));
        return turn;
    }

    /** Makes a new turn due and claims it; it has to be the only one that can be claimed. */
    public Claim startTurn() {
        TurnId turn = enqueue();
        List<Claim> claims = node.work().claim(1);
        assertThat(claims).extracting(Claim::turn).containsExactly(turn);
        return claims.getFirst();
    }

    /** What the owner of a claim does to the queue; it has to succeed. */
    public Appended asOwner(Claim claim, WorkChange change) {
        return append(
                batch(new Guard.Owned(claim.epoch()), Sample.fact(change.toString())).with(change));
    }

    public void finish(Claim claim) {
        asOwner(claim, new WorkChange.Finish(claim.turn()));
    }

    public void parkForClient(Claim claim) {
        asOwner(claim, new WorkChange.ParkForClient(claim.turn()));
    }

    public void parkForClient(Claim claim, Instant wakeAt) {
        asOwner(claim, new WorkChange.ParkForClient(claim.turn(), wakeAt));
    }

    public void parkUntil(Claim claim, Instant wakeAt) {
        asOwner(claim, new WorkChange.ParkUntil(claim.turn(), wakeAt));
    }

    public SessionHead head() {
        return node.log().head(key).orElseThrow(() -> new AssertionError("no such stream: " + key));
    }

    /** Follows the session on this node. */
    public Subscription follow(Offset after) {
        return node.log().follow(key, after);
    }

    /** Every record, as this node reads it. */
    public List<Envelope> log() {
        return node.log().read(key, Offset.START, WHOLE_LOG_MAX, Selection.FACTS_AND_DELTAS);
    }

    /** Every entry, as this node reads it. */
    public List<Entry> entries() {
        return log().stream().map(Envelope::entry).toList();
    }
}
