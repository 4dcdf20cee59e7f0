package dev.perdure.engine.view;

import dev.perdure.engine.store.SnapshotStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.timing.Timing;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.Snapshot;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnLimits;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of long sessions as one node uses them. They are read where many facts would have
 * to be folded otherwise, and taken when a turn has ended, one after the other on a thread that no
 * turn waits for. Whatever goes wrong with one costs a longer fold and nothing else. Thread-safe.
 */
public final class Snapshots {

    /**
     * As many facts are folded in the time a few requests take; a session that has fewer never
     * needs a snapshot, and most never have as many.
     */
    static final int FACTS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    /** A long snapshot is taken less often, so that a fact pays for about this much of one. */
    private static final long CHARACTERS_PER_FACT = 1024;

    private static final int PENDING_MAX = 64;
    private static final int SESSIONS_MAX = 10_000;

    private final SnapshotStore store;
    private final Timing timing;
    private final int facts;

    private final Map<SessionKey, SessionState> pending = new LinkedHashMap<>();
    private final Map<SessionKey, StreamVersion> due = new LinkedHashMap<>(16, 0.75f, true);
    private boolean writing;

    public Snapshots(SnapshotStore store, Timing timing) {
        this(store, timing, FACTS);
    }

    Snapshots(SnapshotStore store, Timing timing, int facts) {
        this.store = store;
        this.timing = timing;
        this.facts = facts;
    }

    /** The state to go on from to version {@code last}: the known one unless it lies far back. */
    SessionState latest(SessionKey session, StreamVersion last, SessionState known) {
        if (known.version().plus(facts).compareTo(last) > 0) {
            return known;
        }
        Optional<Snapshot> found = find(session, last);
        found.ifPresent(snapshot -> noteKept(session, snapshot));
        return found.filter(snapshot -> snapshot.version().compareTo(known.version()) > 0)
                .map(Snapshot::state)
                .orElse(known);
    }

    private Optional<Snapshot> find(SessionKey session, StreamVersion last) {
        try {
            return store.latest(session, last)
                    .filter(snapshot -> snapshot.serves(TurnLimits.TRANSCRIPT_CHARACTERS));
        } catch (StoreUnavailable outage) {
            LOG.debug("Session {} is folded without its snapshot.", session, outage);
            return Optional.empty();
        }
    }

    /** Has a snapshot taken of a session that is idle, when enough has happened since the last. */
    void offer(SessionKey session, SessionState state) {
        if (state.isIdle() && takesOn(session, state)) {
            timing.thread("perdure-snapshots", this::writeAll).start();
        }
    }

    /** Answers whether a thread is needed that was not there. */
    private synchronized boolean takesOn(SessionKey session, SessionState state) {
        StreamVersion from = due.getOrDefault(session, new StreamVersion(facts));
        boolean room = pending.size() < PENDING_MAX || pending.containsKey(session);
        if (state.version().compareTo(from) < 0 || !room) {
            return false;
        }
        pending.put(session, state);
        noteDue(session, state.version().plus(facts));
        boolean idle = !writing;
        writing = true;
        return idle;
    }

    private void writeAll() {
        Map.Entry<SessionKey, SessionState> next = next();
        while (next != null) {
            write(next.getKey(), next.getValue());
            next = next();
        }
    }

    private synchronized Map.@Nullable Entry<SessionKey, SessionState> next() {
        Iterator<Map.Entry<SessionKey, SessionState>> entries = pending.entrySet().iterator();
        writing = entries.hasNext();
        if (!writing) {
            return null;
        }
        Map.Entry<SessionKey, SessionState> first = Map.Entry.copyOf(entries.next());
        entries.remove();
        return first;
    }

    /** Whatever went wrong, the next one has its turn. */
    @SuppressWarnings("IllegalCatch")
    private void write(SessionKey session, SessionState state) {
        try {
            Optional<Snapshot> taken = Snapshot.of(state);
            if (taken.isPresent()) {
                store.keep(session, taken.get());
                noteKept(session, taken.get());
            }
        } catch (StoreUnavailable outage) {
            forgetDue(session);
            LOG.debug("No snapshot of {} is taken now.", session, outage);
        } catch (RuntimeException | Error defect) {
            LOG.warn("A snapshot of {} could not be taken.", session, defect);
        }
    }

    private void noteKept(SessionKey session, Snapshot snapshot) {
        long pause = facts + snapshot.characters() / CHARACTERS_PER_FACT;
        noteDue(session, snapshot.version().plus(pause));
    }

    private synchronized void forgetDue(SessionKey session) {
        due.remove(session);
    }

    private synchronized void noteDue(SessionKey session, StreamVersion version) {
        due.put(session, version);
        if (due.size() > SESSIONS_MAX) {
            Iterator<SessionKey> eldest = due.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
