package dev.perdure.engine.session;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Event;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.Steering;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the running turn of a session to stop, or the one that is due when none runs. Answers once
 * the wish is in the log; the end of the turn follows by its owner. Asking again changes nothing.
 */
public final class CancelTurn {

    private final EventAppender log;
    private final FoldedSessions folded;
    private final LocalPlaces places;

    public CancelTurn(EventAppender log, FoldedSessions folded, LocalPlaces places) {
        this.log = log;
        this.folded = folded;
        this.places = places;
    }

    public Either<Refusal, Outcome> cancel(SessionKey session, String reason) {
        while (true) {
            SessionState state = folded.load(session);
            if (state.settings() == null) {
                return Either.left(Refusal.noSuchSession(session.id().value().toString()));
            }
            Optional<TurnState> open = state.foremost();
            if (open.isEmpty()) {
                return Either.right(Outcome.NOTHING_TO_CANCEL);
            }
            TurnId turn = open.get().turn();
            if (open.get().isToStop()) {
                wake(session, turn);
                return Either.right(Outcome.CANCELLED);
            }
            AppendOutcome outcome = Appends.one(log, stopping(session, state, open.get(), reason));
            if (outcome instanceof AppendOutcome.Appended) {
                places.nudge(session);
                return Either.right(Outcome.CANCELLED);
            }
        }
    }

    /**
     * A turn that has not begun ends with the wish: it may be a while before anybody has a place
     * for it, and whoever has just claimed it finds it ended. Any other one is ended by its owner,
     * who knows what is under way.
     */
    private static Batch stopping(
            SessionKey session, SessionState state, TurnState turn, String reason) {
        List<Event> facts = new ArrayList<>();
        facts.add(new TurnEvent.CancelRequested(turn.turn(), reason));
        WorkChange change = new WorkChange.MakeDue(turn.turn());
        if (turn instanceof TurnState.Queued) {
            facts.addAll(Steering.queued(state, turn, true));
            TurnLoop.decide(turn, new TurnInput.CancelAsked(reason, Map.of()))
                    .forEach(end -> facts.addAll(end.facts()));
            change = new WorkChange.Finish(turn.turn());
        }
        return Batch.of(session, new Guard.AtVersion(state.version()), facts).with(change);
    }

    /** The wish is known; its turn must not wait without an owner all the same. */
    private void wake(SessionKey session, TurnId turn) {
        Appends.one(
                log,
                Batch.of(session, new Guard.Exists(), List.of())
                        .with(new WorkChange.MakeDue(turn)));
        places.nudge(session);
    }

    /** What a cancel found. */
    public enum Outcome {
        CANCELLED,
        NOTHING_TO_CANCEL
    }
}
