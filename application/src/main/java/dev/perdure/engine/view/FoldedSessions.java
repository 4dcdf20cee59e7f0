package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.SessionState;
import dev.perdure.session.SessionKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The states of the sessions folded last on this node, so that going on with a long session costs
 * what is new in it and not what is old. A kept state never turns wrong, because facts are
 * immutable; it only falls behind. Bounded in number and in weight; the session used longest ago
 * goes first. Thread-safe.
 */
public final class FoldedSessions {

    private static final int SESSIONS_MAX = 1000;

    /** In characters of what was said and answered, plus a little for every fact. */
    private static final long WEIGHT_MAX = 64L * 1024 * 1024;

    private final EventReader log;
    private final @Nullable Snapshots snapshots;
    private final Map<SessionKey, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final int sessionsMax;
    private final long weightMax;
    private long weight;

    /** Begins every session it does not know with its first fact. */
    public FoldedSessions(EventReader log) {
        this(log, null, SESSIONS_MAX, WEIGHT_MAX);
    }

    /** Begins a session it does not know with its snapshot, if it has one. */
    public FoldedSessions(EventReader log, Snapshots snapshots) {
        this(log, snapshots, SESSIONS_MAX, WEIGHT_MAX);
    }

    FoldedSessions(
            EventReader log, @Nullable Snapshots snapshots, int sessionsMax, long weightMax) {
        this.log = log;
        this.snapshots = snapshots;
        this.sessionsMax = sessionsMax;
        this.weightMax = weightMax;
    }

    /** The state of the session now; {@link SessionState#EMPTY} when there is no such session. */
    public SessionState load(SessionKey session) {
        Optional<SessionHead> head = log.head(session);
        if (head.isEmpty()) {
            forget(session);
            return SessionState.EMPTY;
        }
        SessionState state = SessionLoader.catchUp(log, session, kept(session, head.get()));
        keep(session, state);
        return state;
    }

    /**
     * A state the session has gone through, as late a one as is known here; where that lies far
     * back, the one of a snapshot.
     */
    public SessionState kept(SessionKey session, SessionHead head) {
        SessionState known = known(session, head);
        return snapshots == null ? known : snapshots.latest(session, head.version(), known);
    }

    private synchronized SessionState known(SessionKey session, SessionHead head) {
        SessionState state = kept.getOrDefault(session, Kept.NOTHING).state();
        return state.version().compareTo(head.version()) > 0 ? SessionState.EMPTY : state;
    }

    /**
     * Takes in the facts with which a turn arrived and was claimed, when the state just before them
     * is known; so that its run need not read what this node has written itself.
     */
    public synchronized void heard(Claim claim, List<Envelope> arrival) {
        SessionKey session = claim.session();
        SessionState before = kept.getOrDefault(session, Kept.NOTHING).state();
        boolean follows =
                !before.version().equals(StreamVersion.NONE)
                        && before.version().next().equals(arrival.getFirst().version())
                        && arrival.stream().allMatch(before::knows);
        if (follows) {
            SessionState state = before;
            for (Envelope envelope : arrival) {
                state = state.evolve(envelope);
            }
            keep(session, state);
            kept.computeIfPresent(session, (key, known) -> known.begunBy(claim));
        }
    }

    /** The state in which the turn of this very claim arrived, when nothing is known to follow. */
    public synchronized Optional<SessionState> beginning(Claim claim) {
        Kept known = kept.getOrDefault(claim.session(), Kept.NOTHING);
        return claim.equals(known.claim()) ? Optional.of(known.state()) : Optional.empty();
    }

    /** Remembers a state unless a later one is known. */
    public synchronized void keep(SessionKey session, SessionState state) {
        Kept known = kept.getOrDefault(session, Kept.NOTHING);
        if (state.version().compareTo(known.state().version()) > 0) {
            Kept next = known.next(state);
            kept.put(session, next);
            weight += next.weight() - known.weight();
            makeRoom();
        }
    }

    /**
     * Remembers the state in which the owner of a turn left the session, and has a snapshot taken
     * of it when one is due.
     */
    public void left(SessionKey session, SessionState state) {
        keep(session, state);
        if (snapshots != null) {
            snapshots.offer(session, state);
        }
    }

    public synchronized void forget(SessionKey session) {
        Kept known = kept.remove(session);
        if (known != null) {
            weight -= known.weight();
        }
    }

    private void makeRoom() {
        Iterator<Kept> eldest = kept.values().iterator();
        while (kept.size() > sessionsMax || weight > weightMax) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
