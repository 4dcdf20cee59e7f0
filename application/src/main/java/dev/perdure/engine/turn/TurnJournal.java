package dev.perdure.engine.turn;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A claimed session as its owner has folded it, and the only way the owner writes decisions. */
final class TurnJournal {

    /** A pause shorter than this is waited for in place; a longer one lets go of the turn. */
    static final Duration PAUSE_IN_PLACE_MAX = Duration.ofMillis(200);

    private static final int PAGE_FACTS = 1000;

    private final EventLog log;
    private final Claim claim;
    private SessionState state = SessionState.EMPTY;
    private boolean letGo;

    TurnJournal(EventLog log, Claim claim) {
        this.log = log;
        this.claim = claim;
    }

    SessionState state() {
        return state;
    }

    /** Where the claimed turn stands; empty once it has ended. */
    Optional<TurnState> turn() {
        return state.turn(claim.turn());
    }

    /** Folds the log afresh; false when the claim has been lost. */
    boolean load() {
        Optional<SessionHead> head = log.head(claim.session());
        if (head.isEmpty() || !head.get().epoch().equals(claim.epoch())) {
            return false;
        }
        state = SessionLoader.load(log, claim.session());
        letGo = false;
        return true;
    }

    /** Whether the last append let go of the turn: it has ended, or waits without an owner. */
    boolean hasLetGo() {
        return letGo;
    }

    /** Whether the claim is still the newest, as far as the log says now. */
    boolean isMine() {
        return log.head(claim.session())
                .map(head -> head.epoch().equals(claim.epoch()))
                .orElse(false);
    }

    /** Folds what others have added. */
    void catchUp() {
        List<Envelope> page;
        do {
            StreamVersion from = state.version().next();
            page = log.facts(claim.session(), from, from.plus(PAGE_FACTS - 1));
            for (Envelope envelope : page) {
                state = state.evolve(envelope);
            }
        } while (page.size() == PAGE_FACTS);
    }

    /** Appends the decision with what it does to the queue, guarded by claim and version. */
    AppendOutcome append(List<Event> facts, Instant now) {
        Guard guard = new Guard.OwnedAt(claim.epoch(), state.version());
        WorkChange change = changeAfter(facts, now);
        AppendOutcome outcome =
                Appends.one(log, Batch.of(claim.session(), guard, facts).with(change));
        if (outcome instanceof AppendOutcome.Appended appended) {
            letGo = !(change instanceof WorkChange.Unchanged);
            for (Envelope envelope : appended.envelopes()) {
                state = state.evolve(envelope);
            }
        }
        return outcome;
    }

    /** What the queue has to know, read off the effects that the decision leaves outstanding. */
    private WorkChange changeAfter(List<Event> facts, Instant now) {
        SessionState next = state;
        for (Event fact : facts) {
            next = next.evolve(fact, next.version().next());
        }
        Optional<TurnState> turn = next.turn(claim.turn());
        return turn.isEmpty()
                ? new WorkChange.Finish(claim.turn())
                : changeFor(TurnLoop.outstanding(turn.get()), now);
    }

    private WorkChange changeFor(List<TurnEffect> outstanding, Instant now) {
        for (TurnEffect effect : outstanding) {
            if (effect instanceof TurnEffect.AwaitClientResults) {
                return new WorkChange.ParkForClient(claim.turn());
            }
            if (effect instanceof TurnEffect.WaitUntil wait
                    && wait.time().isAfter(now.plus(PAUSE_IN_PLACE_MAX))) {
                return new WorkChange.ParkUntil(claim.turn(), wait.time());
            }
        }
        return new WorkChange.Unchanged();
    }
}
