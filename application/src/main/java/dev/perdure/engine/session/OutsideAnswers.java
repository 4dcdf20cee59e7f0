package dev.perdure.engine.session;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.Decision;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Writes what somebody outside answers to a turn that asked, in the state it was decided in or not
 * at all: of two answers that exclude each other one is refused, whatever node they come to. The
 * turn goes on by whoever owns it next.
 */
record OutsideAnswers(EventAppender log, FoldedSessions folded, LocalPlaces places) {

    /**
     * Decides and appends, again as long as others write in between.
     *
     * @param nobodyAsks the answer when no turn is open
     * @return the records of the answer, once they are in the log
     */
    Either<Refusal, List<Envelope>> take(
            SessionKey session,
            Refusal nobodyAsks,
            BiFunction<SessionState, TurnState.Open, Either<Refusal, Decision>> decide) {
        while (true) {
            SessionState state = folded.load(session);
            if (state.settings() == null) {
                return Either.left(Refusal.noSuchSession(session.id().value().toString()));
            }
            Optional<TurnState> foremost = state.foremost();
            if (foremost.isEmpty() || !(foremost.get() instanceof TurnState.Open open)) {
                return Either.left(nobodyAsks);
            }
            Either<Refusal, Decision> decision = decide.apply(state, open);
            if (decision.isLeft()) {
                return Either.left(decision.getLeft());
            }
            List<Event> facts = decision.get().facts();
            AppendOutcome outcome =
                    Appends.one(
                            log,
                            Batch.of(session, new Guard.AtVersion(state.version()), facts)
                                    .with(change(open, facts)));
            if (outcome instanceof AppendOutcome.Appended appended) {
                places.nudge(session);
                return Either.right(appended.envelopes());
            }
        }
    }

    /** The refusal of an answer, or that there is no such call, if the session never had it. */
    Refusal unlessUnknown(SessionKey session, ToolCallId id, Refusal refusal) {
        if (!(refusal instanceof Refusal.Conflicting)) {
            return refusal;
        }
        SessionState state = folded.load(session);
        boolean open =
                state.foremost().orElse(null) instanceof TurnState.Open turn
                        && turn.calls().stream().anyMatch(call -> call.id().equals(id));
        boolean past =
                state.transcript()
                        .items()
                        .exists(item ->
                                item instanceof TranscriptItem.Said said
                                        && said.message().toolCalls().stream()
                                                .anyMatch(call -> call.id().equals(id)));
        return open || past ? refusal : new Refusal.NotFound("tool call", id.value());
    }

    /**
     * A turn that still waits for somebody goes on resting, and one that has to be looked at sooner
     * now is made due, so that its owner puts it to rest again. It is not put to rest from here: it
     * may have an owner, who must not lose it. When only other sessions are left to be waited for,
     * its next owner says that nobody outside is.
     */
    private static WorkChange change(TurnState.Open open, List<Event> facts) {
        TurnState next = open;
        for (Event fact : facts) {
            next = TurnLoop.evolve(next, (TurnEvent) fact);
        }
        if (!(next instanceof TurnState.AwaitingPerson)
                && !(next instanceof TurnState.AwaitingClient)) {
            return new WorkChange.MakeDue(open.turn());
        }
        if (waitsForTasksAlone(next) && !waitsForTasksAlone(open)) {
            return new WorkChange.MakeDue(open.turn());
        }
        return wakeAt(next).isBefore(wakeAt(open))
                ? new WorkChange.MakeDue(open.turn())
                : new WorkChange.Unchanged();
    }

    /** When the client has taken too long. */
    private static Instant wakeAt(TurnState turn) {
        for (TurnEffect effect : TurnLoop.outstanding(turn)) {
            if (effect instanceof TurnEffect.AwaitClientResults results
                    && results.until() != null) {
                return results.until();
            }
        }
        return Instant.MAX;
    }

    private static boolean waitsForTasksAlone(TurnState turn) {
        return TurnLoop.outstanding(turn).stream()
                .allMatch(TurnEffect.AwaitTasks.class::isInstance);
    }
}
