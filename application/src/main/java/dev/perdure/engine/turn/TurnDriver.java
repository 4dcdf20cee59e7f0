package dev.perdure.engine.turn;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.turn.effect.ClaimLost;
import dev.perdure.engine.turn.effect.Performance;
import dev.perdure.engine.turn.effect.Scene;
import dev.perdure.engine.work.Claim;
import dev.perdure.loop.Moment;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.turn.SealReason;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a claimed turn round by round: performs what is outstanding, takes in what was learned,
 * and writes what follows. Holds nothing that the log does not hold, but for the effects under way:
 * they and their outcomes outlast an outage of the log, so that what was done need not be called
 * unknown.
 */
final class TurnDriver {

    private static final Logger LOG = LoggerFactory.getLogger(TurnDriver.class);

    private final Claim claim;
    private final Interpreters interpreters;
    private final TurnJournal journal;
    private final EffectsUnderWay effects;
    private final TurnWatch watch = new TurnWatch();
    private boolean takenOver;
    private boolean left;
    private @Nullable ResolvedAgent agent;

    /** A call whose text could not be written; its attempt is to be superseded. */
    private @Nullable TurnEffect cut;

    /** What ends the turn, once it is known; it stays true when it cannot be written at once. */
    private @Nullable TurnInput verdict;

    TurnDriver(
            Claim claim, Interpreters interpreters, TurnJournal journal, EffectsUnderWay effects) {
        this.claim = claim;
        this.interpreters = interpreters;
        this.journal = journal;
        this.effects = effects;
    }

    /**
     * Runs the turn as far as it goes. Called again after an outage, it goes on where it was.
     *
     * @return whether it is left to another owner
     * @throws LogUnavailable when the log is out of reach
     * @throws StoreUnavailable when the agent's settings are
     */
    boolean play() throws InterruptedException {
        if (journal.isHandingOver() && !takenOver) {
            return true;
        }
        if (!journal.load() || !takeOver()) {
            return false;
        }
        boolean more = true;
        while (more) {
            more = guardedAdvance();
        }
        return left;
    }

    /** Asks it to come to a point where it can be left, and to leave it there. Any thread. */
    void handOver() {
        journal.announceNothing();
    }

    private boolean takeOver() {
        if (!takenOver) {
            Optional<TurnState> turn = journal.turn();
            boolean begun = turn.isPresent() && !(turn.get() instanceof TurnState.Queued);
            if (begun && !journal.decide(new TurnInput.Recovered(interpreters.moment()))) {
                return false;
            }
            takenOver = true;
            return !begun || wakeUp();
        }
        return true;
    }

    /**
     * A turn that waited for a time is claimed when the store says that it has come, or as it was
     * waited for in place. So it is not asked whether this node's clock thinks so, too: a clock
     * that is behind would let go of the turn and claim it over and over.
     */
    private boolean wakeUp() {
        if (journal.turn().orElse(null) instanceof TurnState.BackingOff waiting
                && !waiting.isToStop()) {
            Moment moment = interpreters.moment();
            boolean early = moment.now().isBefore(waiting.until());
            return journal.decide(
                    new TurnInput.TimerRang(
                            early
                                    ? new Moment(
                                            waiting.until(), moment.freshMessage(), moment.jitter())
                                    : moment));
        }
        return true;
    }

    /** A defect in here must not leave the turn without an end. */
    @SuppressWarnings("IllegalCatch")
    private boolean guardedAdvance() throws InterruptedException {
        try {
            return advance();
        } catch (LogUnavailable | StoreUnavailable outage) {
            throw outage;
        } catch (RuntimeException | Error defect) {
            return defective(defect);
        }
    }

    /**
     * One round: start what is outstanding, take in what was learned. False when there is no more.
     */
    private boolean advance() throws InterruptedException {
        if (!journal.disposeOfArrivals()) {
            return false;
        }
        Optional<TurnState> turn = journal.turn();
        if (turn.isEmpty()) {
            return false;
        }
        if (verdict != null && !journal.isToStop()) {
            return journal.decide(verdict);
        }
        List<TurnEffect> outstanding = TurnLoop.outstanding(turn.get());
        if (journal.isHandingOver() && outstanding.stream().noneMatch(TurnDriver::isAnnounced)) {
            return leave();
        }
        for (TurnEffect effect : outstanding) {
            if (journal.isHandingOver() && !isAnnounced(effect)) {
                continue;
            }
            Round round = perform(effect, turn.get());
            if (round != Round.STARTED) {
                return round == Round.GO_ON;
            }
        }
        effects.keepOnly(outstanding);
        return takeIn(effects.next(patience(turn.get())));
    }

    /**
     * Whether somebody counts on this owner for it: what the log announces and does not answer
     * would be cut off for the next owner, and the end that was asked for must not wait.
     */
    private static boolean isAnnounced(TurnEffect effect) {
        return switch (effect) {
            case TurnEffect.CallModel ignored -> true;
            case TurnEffect.CondenseContext ignored -> true;
            case TurnEffect.RunTool ignored -> true;
            case TurnEffect.Abort ignored -> true;
            case TurnEffect.StartTurn ignored -> false;
            case TurnEffect.Advance ignored -> false;
            case TurnEffect.WaitUntil ignored -> false;
            case TurnEffect.AwaitClientResults ignored -> false;
            case TurnEffect.ProbeTool ignored -> false;
            case TurnEffect.AwaitRuling ignored -> false;
            case TurnEffect.AwaitApproval ignored -> false;
            case TurnEffect.AwaitTasks ignored -> false;
        };
    }

    private boolean leave() {
        left = true;
        return false;
    }

    private Round perform(TurnEffect effect, TurnState turn) throws InterruptedException {
        return switch (effect) {
            case TurnEffect.StartTurn start -> round(journal.advanceBy(begin(start)));
            case TurnEffect.Advance ignored ->
                    round(journal.advanceBy(new TurnInput.Proceed(interpreters.moment())));
            case TurnEffect.Abort abort ->
                    round(
                            journal.advanceBy(
                                    new TurnInput.CancelAsked(abort.reason(), effects.abort())));
            case TurnEffect.WaitUntil wait -> round(waitUntil(wait));
            case TurnEffect.AwaitClientResults results -> round(awaitClient(results));
            case TurnEffect.AwaitRuling ignored -> round(journal.park());
            case TurnEffect.AwaitApproval ignored -> round(journal.park());
            case TurnEffect.AwaitTasks ignored -> round(journal.park());
            case TurnEffect.CallModel call -> {
                if (call.equals(cut)) {
                    yield round(journal.advanceBy(new TurnInput.Recovered(interpreters.moment())));
                }
                yield start(
                        call,
                        (TurnState.Open) turn,
                        scene -> interpreters.models().call(call, scene, claim, this::logMoved));
            }
            case TurnEffect.CondenseContext notes ->
                    notes.equals(cut)
                            ? round(
                                    journal.advanceBy(
                                            new TurnInput.Recovered(interpreters.moment())))
                            : start(
                                    notes,
                                    (TurnState.Open) turn,
                                    scene -> interpreters.models().condense(notes, scene));
            case TurnEffect.RunTool tool ->
                    start(
                            tool,
                            (TurnState.Open) turn,
                            scene -> interpreters.tools().run(tool, scene));
            case TurnEffect.ProbeTool probe ->
                    start(
                            probe,
                            (TurnState.Open) turn,
                            scene -> interpreters.tools().probe(probe, scene));
        };
    }

    private void logMoved() {
        effects.put(new Learned.LogMoved());
    }

    private TurnInput begin(TurnEffect.StartTurn start) {
        return interpreters
                .starter()
                .start(start, claim.session(), journal.state(), interpreters.moment());
    }

    private Round start(
            TurnEffect effect, TurnState.Open turn, Function<Scene, Performance> interpreter) {
        if (effects.isUnderWay(effect)) {
            return Round.STARTED;
        }
        if (agent == null) {
            Either<Refusal, ResolvedAgent> resolved =
                    interpreters.resolver().pinned(claim.session(), journal.state(), turn);
            if (resolved.isLeft()) {
                return round(end(new TurnInput.NotRunnable(resolved.getLeft())));
            }
            agent = resolved.get();
        }
        Scene scene =
                new Scene(
                        claim.session(),
                        claim.epoch(),
                        journal.state(),
                        agent,
                        interpreters.resolver().arguments());
        effects.start(effect, interpreter.apply(scene));
        return Round.STARTED;
    }

    private boolean waitUntil(TurnEffect.WaitUntil wait) throws InterruptedException {
        Duration left = Duration.between(interpreters.now(), wait.time());
        if (left.isNegative() || left.isZero()) {
            return journal.decide(new TurnInput.TimerRang(interpreters.moment()));
        }
        if (left.compareTo(WorkAfter.PAUSE_IN_PLACE_MAX) > 0) {
            return journal.park();
        }
        Learned learned = effects.next(left);
        return learned == null || takeIn(learned);
    }

    /** The client may take as long as it likes, unless there is a limit. */
    private boolean awaitClient(TurnEffect.AwaitClientResults results) {
        Moment moment = interpreters.moment();
        boolean isUp = results.until() != null && !moment.now().isBefore(results.until());
        return isUp ? journal.advanceBy(new TurnInput.ClientTimeUp(moment)) : journal.park();
    }

    private boolean takeIn(@Nullable Learned learned) {
        return switch (learned) {
            case null -> lookAround();
            case Learned.LogMoved ignored -> journal.follow();
            case Learned.HandOver ignored -> true;
            case Learned.Stop ignored -> leave();
            case Learned.Outcome outcome -> {
                boolean more = actOn(outcome, outcome.input());
                if (journal.isToStop()) {
                    effects.keepReceipt(outcome);
                }
                effects.settle(outcome.effect());
                yield more;
            }
            case Learned.Broken broken -> broken(broken);
        };
    }

    private boolean actOn(Learned learned, TurnInput input) {
        try {
            return journal.decide(input);
        } catch (LogUnavailable outage) {
            effects.putBack(learned);
            throw outage;
        }
    }

    private boolean broken(Learned.Broken broken) {
        effects.settle(broken.effect());
        boolean wasCut =
                broken.cause() instanceof ClaimLost
                        || broken.cause() instanceof InterruptedException;
        TurnEffect effect = broken.effect().effect();
        if (wasCut
                && (effect instanceof TurnEffect.CallModel
                        || effect instanceof TurnEffect.CondenseContext)) {
            cut = effect;
            return journal.follow();
        }
        return defective(broken.cause());
    }

    private boolean defective(Throwable defect) {
        LOG.error("Turn {} cannot go on.", claim.turn(), defect);
        return end(
                new TurnInput.NotRunnable(
                        new Refusal.Unsupported("The turn met an internal error and was ended.")));
    }

    /** Ends the turn; nothing may be under way any more when its last fact is written. */
    private boolean end(TurnInput last) {
        verdict = last;
        effects.abandon();
        return journal.decide(last);
    }

    /** Nothing was heard for a while: the time may be up. What others write, the node tells it. */
    private boolean lookAround() {
        Optional<TurnState> turn = journal.turn();
        if (turn.isEmpty() || !(turn.get() instanceof TurnState.Open open)) {
            return true;
        }
        Optional<SealReason> bound = watch.overdue(open, interpreters.now());
        return bound.isEmpty() || end(new TurnInput.BoundHit(bound.get()));
    }

    private Duration patience(TurnState turn) {
        return turn instanceof TurnState.Open open
                ? watch.patience(open, interpreters.now())
                : Duration.ZERO;
    }

    private static Round round(boolean more) {
        return more ? Round.GO_ON : Round.DONE;
    }

    private enum Round {
        STARTED,
        GO_ON,
        DONE
    }
}
