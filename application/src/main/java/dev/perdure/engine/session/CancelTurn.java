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
            Optional<TurnState> open = foremost(state);
            if (open.isEmpty()) {
                return Either.right(Outcome.NOTHING_TO_CANCEL);
            }
            if (isAsked(open.get())) {
                return Either.right(Outcome.CANCELLED);
            }
            TurnId turn = open.get().turn();
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

    private static Optional<TurnState> foremost(SessionState state) {
        Optional<TurnState> running =
                state.turns()
                        .values()
                        .toJavaStream()
                        .filter(TurnState.Open.class::isInstance)
                        .findFirst();
        return running.isPresent()
                ? running
                : state.received()
                        .minBy(entry -> entry._2().version())
                        .map(first -> first._1())
                        .toJavaOptional()
                        .flatMap(state::turn);
    }

    private static boolean isAsked(TurnState state) {
        return switch (state) {
            case TurnState.Queued queued -> queued.cancelReason() != null;
            case TurnState.Open open -> open.progress().cancelReason() != null;
            case TurnState.Ended ignored -> true;
        };
    }

    /** What a cancel found. */
    public enum Outcome {
        CANCELLED,
        NOTHING_TO_CANCEL
    }
}
