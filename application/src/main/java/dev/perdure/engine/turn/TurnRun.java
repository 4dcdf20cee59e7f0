package dev.perdure.engine.turn;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.turn.effect.ClaimLost;
import dev.perdure.engine.turn.effect.Scene;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Event;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Decision;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.turn.SealReason;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One claimed turn being run, on the calling thread, until it ends, waits, is handed over or is
 * lost to another owner. Holds nothing that the log does not hold.
 */
final class TurnRun implements RunningTurn {

    private static final Logger LOG = LoggerFactory.getLogger(TurnRun.class);
    private static final Duration OUTAGE_PAUSE_FIRST = Duration.ofMillis(50);
    private static final Duration OUTAGE_PAUSE_MAX = Duration.ofSeconds(2);

    private final Claim claim;
    private final Interpreters interpreters;
    private final TurnJournal journal;
    private final EffectsUnderWay effects = new EffectsUnderWay();
    private @Nullable ResolvedAgent agent;

    TurnRun(Claim claim, EventLog log, Interpreters interpreters) {
        this.claim = claim;
        this.interpreters = interpreters;
        this.journal = new TurnJournal(log, claim);
    }

    @Override
    public Claim claim() {
        return claim;
    }

    @Override
    public void nudge() {
        effects.put(new Learned.LogMoved());
    }

    @Override
    public void stop() {
        effects.put(new Learned.Stop());
    }

    @Override
    public void run() {
        Duration pause = OUTAGE_PAUSE_FIRST;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    play();
                    return;
                } catch (LogUnavailable | StoreUnavailable outage) {
                    LOG.warn("Turn {} waits for the store: {}", claim.turn(), outage.getMessage());
                    effects.abandon();
                    if (effects.next(pause) instanceof Learned.Stop) {
                        return;
                    }
                    Duration doubled = pause.multipliedBy(2);
                    pause = doubled.compareTo(OUTAGE_PAUSE_MAX) > 0 ? OUTAGE_PAUSE_MAX : doubled;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            effects.abandon();
        }
    }

    private void play() throws InterruptedException {
        if (!journal.load() || !recover()) {
            return;
        }
        boolean more = true;
        while (more) {
            more = guardedAdvance();
        }
    }

    private boolean recover() {
        Optional<TurnState> turn = journal.turn();
        return turn.isPresent()
                && (turn.get() instanceof TurnState.Queued
                        || decide(new TurnInput.Recovered(interpreters.moment())));
    }

    /** A defect in here must not leave the turn without an end. */
    @SuppressWarnings("IllegalCatch")
    private boolean guardedAdvance() throws InterruptedException {
        try {
            return advance();
        } catch (LogUnavailable | StoreUnavailable outage) {
            throw outage;
        } catch (RuntimeException defect) {
            LOG.error("Turn {} cannot go on.", claim.turn(), defect);
            effects.abandon();
            return decide(
                    new TurnInput.NotRunnable(
                            new Refusal.Unsupported(
                                    "The turn met an internal error and was ended.")));
        }
    }

    /**
     * One round: start what is outstanding, take in what was learned. False when there is no more.
     */
    private boolean advance() throws InterruptedException {
        Optional<TurnState> turn = journal.turn();
        if (turn.isEmpty()) {
            return false;
        }
        List<TurnEffect> outstanding = TurnLoop.outstanding(turn.get());
        for (TurnEffect effect : outstanding) {
            Round round = perform(effect, turn.get());
            if (round != Round.STARTED) {
                return round == Round.GO_ON;
            }
        }
        effects.keepOnly(outstanding);
        return takeIn(effects.next(timeLeft(turn.get())));
    }

    private Round perform(TurnEffect effect, TurnState turn) throws InterruptedException {
        return switch (effect) {
            case TurnEffect.StartTurn start ->
                    round(
                            advanceBy(
                                    interpreters
                                            .starter()
                                            .start(
                                                    start,
                                                    claim.session(),
                                                    journal.state(),
                                                    interpreters.moment())));
            case TurnEffect.Advance ignored ->
                    round(advanceBy(new TurnInput.Proceed(interpreters.moment())));
            case TurnEffect.Abort abort ->
                    round(advanceBy(new TurnInput.CancelAsked(abort.reason(), effects.abort())));
            case TurnEffect.WaitUntil wait -> round(waitUntil(wait));
            case TurnEffect.AwaitClientResults ignored -> round(park());
            case TurnEffect.CallModel call -> startCall(call, (TurnState.Open) turn);
            case TurnEffect.RunTool tool -> startTool(tool, (TurnState.Open) turn);
        };
    }

    private Round startCall(TurnEffect.CallModel effect, TurnState.Open turn) {
        Optional<Scene> scene = scene(turn);
        if (scene.isEmpty()) {
            return Round.GO_ON;
        }
        effects.start(
                effect, () -> interpreters.models().call(effect, scene.get(), claim, this::nudge));
        return Round.STARTED;
    }

    private Round startTool(TurnEffect.RunTool effect, TurnState.Open turn) {
        Optional<Scene> scene = scene(turn);
        if (scene.isEmpty()) {
            return Round.GO_ON;
        }
        effects.start(effect, () -> interpreters.tools().run(effect, scene.get()));
        return Round.STARTED;
    }

    private Optional<Scene> scene(TurnState.Open turn) {
        if (agent == null) {
            Either<Refusal, ResolvedAgent> resolved =
                    interpreters.resolver().pinned(claim.session(), journal.state(), turn);
            if (resolved.isLeft()) {
                decide(new TurnInput.NotRunnable(resolved.getLeft()));
                return Optional.empty();
            }
            agent = resolved.get();
        }
        return Optional.of(new Scene(claim.session(), journal.state(), agent));
    }

    private boolean waitUntil(TurnEffect.WaitUntil wait) throws InterruptedException {
        Duration left = Duration.between(interpreters.now(), wait.time());
        if (left.isNegative() || left.isZero()) {
            return decide(new TurnInput.TimerRang(interpreters.moment()));
        }
        return left.compareTo(TurnJournal.PAUSE_IN_PLACE_MAX) > 0
                ? park()
                : takeIn(effects.next(left));
    }

    /**
     * A turn is let go of in the append that makes it wait; this is for one that woke too early.
     */
    private boolean park() {
        AppendOutcome outcome = journal.append(List.of(), interpreters.now());
        if (outcome instanceof AppendOutcome.VersionConflict) {
            journal.catchUp();
            return true;
        }
        return false;
    }

    private boolean takeIn(@Nullable Learned learned) {
        return switch (learned) {
            case null -> timeIsUp();
            case Learned.Outcome outcome -> decide(outcome.input());
            case Learned.Broken broken -> broken(broken);
            case Learned.LogMoved ignored -> {
                journal.catchUp();
                yield journal.isMine();
            }
            case Learned.Stop ignored -> false;
        };
    }

    private boolean broken(Learned.Broken broken) {
        if (broken.cause() instanceof ClaimLost lost) {
            throw new LogUnavailable("Output could not be written.", lost);
        }
        if (broken.cause() instanceof InterruptedException) {
            return true;
        }
        LOG.error("Effect {} failed.", broken.effect(), broken.cause());
        return decide(
                new TurnInput.NotRunnable(
                        new Refusal.Unsupported("The turn met an internal error and was ended.")));
    }

    private boolean timeIsUp() {
        Optional<TurnState> turn = journal.turn();
        if (turn.isPresent() && turn.get() instanceof TurnState.Open open && isOutOfTime(open)) {
            return decide(new TurnInput.BoundHit(SealReason.TURN_TIME));
        }
        return true;
    }

    private Duration timeLeft(TurnState turn) {
        if (turn instanceof TurnState.Open open) {
            Instant end = end(open);
            return Duration.between(interpreters.now(), end).plusMillis(1);
        }
        return Duration.ZERO;
    }

    private boolean isOutOfTime(TurnState.Open open) {
        return interpreters.now().isAfter(end(open));
    }

    private static Instant end(TurnState.Open open) {
        return open.progress().startedAt().plus(open.progress().limits().turnTime());
    }

    /** Decides on an input that the state itself asked for; one that leads nowhere is a defect. */
    private boolean advanceBy(TurnInput input) {
        StreamVersion before = journal.state().version();
        boolean more = decide(input);
        if (more && journal.state().version().equals(before)) {
            throw new IllegalStateException("the machine asked for " + input + " and refused it");
        }
        return more;
    }

    /**
     * Decides and appends, as often as it takes; false when the claim is lost or the turn let go
     * of.
     */
    private boolean decide(TurnInput input) {
        while (true) {
            Optional<TurnState> turn = journal.turn();
            if (turn.isEmpty()) {
                return false;
            }
            Either<Refusal, Decision> decision = TurnLoop.decide(turn.get(), input);
            if (decision.isLeft()) {
                LOG.debug("Turn {}: {}", claim.turn(), decision.getLeft().sentence());
                return true;
            }
            List<Event> facts = decision.get().facts();
            if (facts.isEmpty()) {
                return true;
            }
            AppendOutcome outcome = journal.append(facts, interpreters.now());
            if (outcome instanceof AppendOutcome.VersionConflict) {
                journal.catchUp();
            } else {
                return outcome instanceof AppendOutcome.Appended && !journal.hasLetGo();
            }
        }
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
