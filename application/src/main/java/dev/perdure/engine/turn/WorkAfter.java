package dev.perdure.engine.turn;

import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Event;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the queue has to know with facts of a claimed turn: it is let go of in the append that makes
 * it wait or ends it.
 */
record WorkAfter(Claim claim, InstantSource clock) {

    /** A pause shorter than this is waited for in place; a longer one lets go of the turn. */
    static final Duration PAUSE_IN_PLACE_MAX = Duration.ofMillis(200);

    /** From here on the pause of a turn that keeps waking early does not grow any more. */
    private static final int EARLY_MAX = 12;

    /**
     * Read off the effects that the facts leave outstanding; none are of a turn that woke early.
     */
    WorkChange facts(SessionState state, List<Event> facts) {
        SessionState next = state;
        for (Event fact : facts) {
            next = next.evolve(fact, next.version().next());
        }
        Optional<TurnState> turn = next.turn(claim.turn());
        return turn.isEmpty()
                ? new WorkChange.Finish(claim.turn())
                : changeFor(turn.get(), facts.isEmpty());
    }

    private WorkChange changeFor(TurnState turn, boolean early) {
        for (TurnEffect effect : TurnLoop.outstanding(turn)) {
            if (effect instanceof TurnEffect.AwaitClientResults results) {
                return new WorkChange.ParkForClient(claim.turn(), wakeAt(results, early));
            }
            if (effect instanceof TurnEffect.AwaitRuling
                    || effect instanceof TurnEffect.AwaitApproval) {
                return new WorkChange.ParkForClient(claim.turn());
            }
            if (effect instanceof TurnEffect.AwaitTasks) {
                return WorkChange.ParkUntil.told(claim.turn(), clock.instant());
            }
            if (effect instanceof TurnEffect.WaitUntil wait
                    && wait.time().isAfter(clock.instant().plus(PAUSE_IN_PLACE_MAX))) {
                return new WorkChange.ParkUntil(claim.turn(), wait.time());
            }
        }
        return new WorkChange.Unchanged();
    }

    private @Nullable Instant wakeAt(TurnEffect.AwaitClientResults results, boolean early) {
        Instant until = results.until();
        return until == null || !early ? until : later(until, clock.instant().plus(earlyPause()));
    }

    /**
     * What the store's clock calls the end, this node's may not yet, and the turn would be claimed
     * and let go of until they agree. So it rests longer each time.
     */
    private Duration earlyPause() {
        return PAUSE_IN_PLACE_MAX.multipliedBy(1L << Math.min(claim.inVain(), EARLY_MAX));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
