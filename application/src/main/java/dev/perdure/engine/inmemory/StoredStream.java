package dev.perdure.engine.inmemory;

import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Snapshot;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session: its records, its head and its turns. */
final class StoredStream {

    private final SessionKey key;
    private SessionSettings settings;
    private final Instant createdAt;
    private final Condition changed;

    /** The record of offset {@code n} stands at {@code n - 1}. */
    private final List<Envelope> records = new ArrayList<>();

    /** The fact of version {@code n} stands at {@code n - 1}. */
    private final List<Envelope> facts = new ArrayList<>();

    private final Map<TurnId, StoredTurn> turns = new HashMap<>();
    private final Map<String, StoredTurn> turnsByIdempotencyKey = new HashMap<>();
    private final Deque<StoredTurn> open = new ArrayDeque<>();
    private Instant time;
    private Epoch epoch = Epoch.UNCLAIMED;
    private StreamVersion delivered = StreamVersion.NONE;
    private @Nullable Snapshot snapshot;
    private boolean removed;

    /**
     * @param changed signalled when the stream grows or is removed
     */
    StoredStream(SessionKey key, SessionSettings settings, Instant createdAt, Condition changed) {
        this.key = key;
        this.settings = settings;
        this.createdAt = createdAt;
        this.time = createdAt;
        this.changed = changed;
    }

    SessionKey key() {
        return key;
    }

    SessionSettings settings() {
        return settings;
    }

    Offset offset() {
        return new Offset(records.size());
    }

    StreamVersion version() {
        return new StreamVersion(facts.size());
    }

    Epoch epoch() {
        return epoch;
    }

    Condition changed() {
        return changed;
    }

    boolean isRemoved() {
        return removed;
    }

    List<Envelope> records() {
        return records;
    }

    List<Envelope> facts() {
        return facts;
    }

    /** The turns that have not ended, in the order they were enqueued. */
    Deque<StoredTurn> open() {
        return open;
    }

    @Nullable StoredTurn turn(TurnId id) {
        return turns.get(id);
    }

    @Nullable StoredTurn turn(String idempotencyKey) {
        return turnsByIdempotencyKey.get(idempotencyKey);
    }

    /** Acts on the turn if the stream has it. */
    void withTurn(TurnId id, Consumer<StoredTurn> action) {
        StoredTurn turn = turns.get(id);
        if (turn != null) {
            action.accept(turn);
        }
    }

    void remember(StoredTurn turn, String idempotencyKey) {
        turns.put(turn.id, turn);
        turnsByIdempotencyKey.put(idempotencyKey, turn);
    }

    StreamVersion delivered() {
        return delivered;
    }

    void markDelivered(StreamVersion version) {
        if (version.compareTo(delivered) > 0) {
            delivered = version;
        }
    }

    Optional<Snapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    void keep(Snapshot taken) {
        boolean later = snapshot == null || taken.version().compareTo(snapshot.version()) > 0;
        if (later && taken.version().compareTo(version()) <= 0) {
            snapshot = taken;
        }
    }

    Epoch raiseEpoch() {
        epoch = epoch.next();
        return epoch;
    }

    List<Envelope> write(List<Entry> entries, Instant now) {
        time = now.isAfter(time) ? now : time;
        int before = records.size();
        for (Entry entry : entries) {
            boolean fact = entry instanceof Event;
            StreamVersion version = fact ? version().next() : version();
            Envelope envelope = new Envelope(key, offset().plus(1), version, time, entry);
            records.add(envelope);
            if (fact) {
                facts.add(envelope);
            }
            if (entry instanceof SessionEvent.SettingsChanged changed) {
                settings = changed.settings();
            }
        }
        if (!entries.isEmpty()) {
            changed.signalAll();
        }
        return List.copyOf(records.subList(before, records.size()));
    }

    void remove() {
        removed = true;
        changed.signalAll();
    }

    SessionHead head() {
        return new SessionHead(offset(), version(), epoch, status(), time);
    }

    Session session() {
        return new Session(key, settings, status(), createdAt, time);
    }

    private SessionStatus status() {
        if (turns.isEmpty()) {
            return SessionStatus.STARTED;
        }
        StoredTurn first = open.peekFirst();
        if (first == null) {
            return SessionStatus.IDLE;
        }
        return first.waitsForClient ? SessionStatus.WAITING_FOR_TOOL_RESULTS : SessionStatus.ACTIVE;
    }
}
