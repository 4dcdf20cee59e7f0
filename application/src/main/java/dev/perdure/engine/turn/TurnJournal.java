package dev.perdure.engine.turn;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.Decision;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.Steering;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A claimed session as its owner has folded it, and the only way the owner writes decisions. */
final class TurnJournal {

    private static final Logger LOG = LoggerFactory.getLogger(TurnJournal.class);

    private final EventLog log;
    private final FoldedSessions folded;
    private final Claim claim;
    private final WorkAfter work;
    private final TurnEnds ends;

    /** Written by the thread of the run alone. */
    private volatile SessionState state = SessionState.EMPTY;

    private volatile boolean handingOver;

    TurnJournal(EventLog log, FoldedSessions folded, Claim claim, WorkAfter work, TurnEnds ends) {
        this.ends = ends;
        this.log = log;
        this.folded = folded;
        this.claim = claim;
        this.work = work;
    }

    SessionState state() {
        return state;
    }

    /** How the session was seen last; empty before that, and once it is gone. Any thread. */
    Optional<Seen> seen() {
        StreamVersion version = state.version();
        return version.equals(StreamVersion.NONE)
                ? Optional.empty()
                : Optional.of(new Seen(claim.session(), version, claim.epoch()));
    }

    /**
     * From now on outcomes are recorded and nothing new is announced, so that another owner can go
     * on where nothing is open. Any thread.
     */
    void announceNothing() {
        handingOver = true;
    }

    boolean isHandingOver() {
        return handingOver;
    }

    /** Where the claimed turn stands; empty once it has ended. */
    Optional<TurnState> turn() {
        return state.turn(claim.turn());
    }

    /**
     * Folds the log up to now; false when the claim has been lost. A turn that was claimed when it
     * arrived begins with what was heard then: nobody else can have begun it under this claim, and
     * should somebody have written or claimed since, the first append says so.
     */
    boolean load() {
        if (state.version().equals(StreamVersion.NONE)) {
            Optional<SessionState> heard = folded.beginning(claim);
            if (heard.isPresent()) {
                state = heard.get();
                return true;
            }
        }
        Optional<SessionHead> head = headOfMine();
        if (head.isEmpty()) {
            return false;
        }
        if (state.version().equals(StreamVersion.NONE)) {
            state = folded.kept(claim.session(), head.get());
        }
        catchUp(head.get().version());
        return true;
    }

    /**
     * Leaves what was folded to whoever goes on with the session on this node, who may be claiming
     * its next turn already.
     */
    void keep() {
        folded.keep(claim.session(), state);
    }

    /** The same once the run is over, off everybody's path: now is the time for a snapshot. */
    void leave() {
        folded.left(claim.session(), state);
    }

    /** Folds what others have added, if any; false when the claim has been lost. */
    boolean follow() {
        Optional<SessionHead> head = headOfMine();
        head.ifPresent(mine -> catchUp(mine.version()));
        return head.isPresent();
    }

    /** Whether somebody wants the turn to stop; it then goes nowhere but to its end. */
    boolean isToStop() {
        return turn().filter(TurnState::isToStop).isPresent();
    }

    /**
     * Decides and appends, as often as it takes; false when the claim is lost or the turn let go
     * of. A cancel that came first overrules the input.
     */
    boolean decide(TurnInput input) {
        while (true) {
            Optional<TurnState> turn = turn();
            if (turn.isEmpty()) {
                return false;
            }
            if (turn.get().isToStop() && !isAnEnd(input)) {
                return true;
            }
            Either<Refusal, Decision> decision = TurnLoop.decide(turn.get(), input);
            if (decision.isLeft()) {
                LOG.debug("Turn {}: {}", claim.turn(), decision.getLeft().sentence());
                return true;
            }
            List<Event> facts = facts(decision.get(), input);
            if (facts.isEmpty()) {
                return true;
            }
            Optional<TurnEvent.MessageSteered> joining = Steering.joining(state, turn.get(), facts);
            if (joining.isPresent()) {
                if (!takeIn(joining.get())) {
                    return false;
                }
                continue;
            }
            switch (append(facts)) {
                case WRITTEN -> {
                    return true;
                }
                case LET_GO, LOST -> {
                    return false;
                }
                case OVERTAKEN -> {}
            }
        }
    }

    /** Taking over repeats what was announced already, and cannot be done by halves. */
    private List<Event> facts(Decision decision, TurnInput input) {
        return handingOver && !(input instanceof TurnInput.Recovered)
                ? decision.withoutIntents()
                : decision.facts();
    }

    /** Decides on an input that the state itself asked for; one that leads nowhere is a defect. */
    boolean advanceBy(TurnInput input) {
        StreamVersion before = state.version();
        boolean more = decide(input);
        if (more && state.version().equals(before) && !handingOver) {
            throw new IllegalStateException("the machine asked for " + input + " and refused it");
        }
        return more;
    }

    /**
     * Says of the messages that came during the turn that they wait, unless they may still join it;
     * false when the claim is lost or the turn let go of.
     */
    boolean disposeOfArrivals() {
        Optional<TurnState> turn = turn();
        if (turn.isEmpty() || !(turn.get() instanceof TurnState.Open)) {
            return true;
        }
        List<Event> facts = Steering.queued(state, turn.get(), false);
        if (facts.isEmpty()) {
            return true;
        }
        return switch (append(facts)) {
            case WRITTEN -> true;
            case LET_GO, LOST -> false;
            case OVERTAKEN -> true;
        };
    }

    /**
     * Makes a message part of the turn, and with that ends its own; false when the claim is lost.
     */
    private boolean takeIn(TurnEvent.MessageSteered fact) {
        return switch (write(List.of(fact), new WorkChange.Finish(fact.turn()))) {
            case WRITTEN, LET_GO -> true;
            case LOST -> false;
            case OVERTAKEN -> true;
        };
    }

    /**
     * Lets go of a turn that waits. A turn is let go of in the append that makes it wait; this is
     * for one that woke too early.
     *
     * @return true when the turn has something to do after all
     */
    boolean park() {
        return switch (append(List.of())) {
            case WRITTEN -> true;
            case LET_GO, LOST -> false;
            case OVERTAKEN -> true;
        };
    }

    /** Lets go of the turn whatever it waits for, to be claimed again after {@code pause}. */
    void letGo(Duration pause) {
        Instant wakeAt = work.clock().instant().plus(pause);
        Appends.one(
                log,
                Batch.of(claim.session(), new Guard.Owned(claim.epoch()), List.of())
                        .with(new WorkChange.ParkUntil(claim.turn(), wakeAt)));
    }

    /** The end of the session's log; empty when session or claim are gone. */
    private Optional<SessionHead> headOfMine() {
        Optional<SessionHead> head = log.head(claim.session());
        if (head.isEmpty()) {
            state = SessionState.EMPTY;
            folded.forget(claim.session());
        }
        return head.filter(found -> found.epoch().equals(claim.epoch()));
    }

    /**
     * Folds what was in the log while the session was known to be this owner's. What came after may
     * be the next owner's: an intent of theirs, folded here, would be acted upon twice.
     */
    private void catchUp(StreamVersion mine) {
        state = SessionLoader.catchUp(log, claim.session(), state, mine);
    }

    /** Appends facts with what they do to the queue, guarded by claim and version. */
    private Written append(List<Event> facts) {
        WorkChange change = work.facts(state, facts);
        if (!(change instanceof WorkChange.Unchanged)) {
            keep();
        }
        if (!(change instanceof WorkChange.Finish)) {
            return write(facts, change);
        }
        SessionState before = state;
        Written written = write(withTheLastWord(facts), change);
        if (written == Written.LET_GO) {
            ends.ended(claim.session(), before, claim.turn());
        }
        return written;
    }

    /** A turn that ends says before that what became of the messages that came during it. */
    private List<Event> withTheLastWord(List<Event> facts) {
        List<Event> all = new ArrayList<>(Steering.queued(state, turn().orElseThrow(), true));
        all.addAll(facts);
        return all;
    }

    private Written write(List<? extends Event> facts, WorkChange change) {
        Guard guard = new Guard.OwnedAt(claim.epoch(), state.version());
        AppendOutcome outcome =
                Appends.one(log, Batch.of(claim.session(), guard, facts).with(change));
        return switch (outcome) {
            case AppendOutcome.Appended appended -> {
                for (Envelope envelope : appended.envelopes()) {
                    state = state.evolve(envelope);
                }
                yield change instanceof WorkChange.Unchanged ? Written.WRITTEN : Written.LET_GO;
            }
            case AppendOutcome.VersionConflict overtaken -> {
                // Who is not the owner any more would have been told that instead.
                catchUp(overtaken.actual());
                yield Written.OVERTAKEN;
            }
            case AppendOutcome.Fenced ignored -> Written.LOST;
            case AppendOutcome.NoSuchStream ignored -> Written.LOST;
            case AppendOutcome.StreamExists unasked -> throw unguarded(unasked);
            case AppendOutcome.Duplicate unasked -> throw unguarded(unasked);
        };
    }

    private static boolean isAnEnd(TurnInput input) {
        return input instanceof TurnInput.CancelAsked || input instanceof TurnInput.NotRunnable;
    }

    private static IllegalStateException unguarded(AppendOutcome.Refused refused) {
        return new IllegalStateException("an append without such a guard was refused: " + refused);
    }

    /** What became of an append. */
    private enum Written {
        /** The turn goes on. */
        WRITTEN,
        /** The turn has ended, or waits without an owner. */
        LET_GO,
        /** The log held facts that the owner had not folded and now has; nothing was written. */
        OVERTAKEN,
        /** The claim or the session is gone; nothing was written. */
        LOST
    }
}
