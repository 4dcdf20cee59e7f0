package dev.perdure.engine.session;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.List;
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
            AppendOutcome outcome =
                    Appends.one(
                            log,
                            Batch.of(
                                            session,
                                            new Guard.AtVersion(state.version()),
                                            List.of(new TurnEvent.CancelRequested(turn, reason)))
                                    .with(new WorkChange.MakeDue(turn)));
            if (outcome instanceof AppendOutcome.Appended) {
                places.nudge(session);
                return Either.right(Outcome.CANCELLED);
            }
        }
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
