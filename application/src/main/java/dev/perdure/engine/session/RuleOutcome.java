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
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.Verdict;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Rules on a tool call whose outcome is unknown and that its turn asked about. The first ruling
 * counts, every other is refused as conflicting. The turn goes on by whoever owns it next.
 */
public final class RuleOutcome {

    private final EventAppender log;
    private final FoldedSessions folded;
    private final LocalPlaces places;
    private final InstantSource clock;

    public RuleOutcome(
            EventAppender log, FoldedSessions folded, LocalPlaces places, InstantSource clock) {
        this.log = log;
        this.folded = folded;
        this.places = places;
        this.clock = clock;
    }

    /** Answers the record of the ruling, once it is in the log. */
    public Either<Refusal, Envelope> rule(SessionKey session, ToolCallId call, Verdict verdict) {
        while (true) {
            SessionState state = folded.load(session);
            if (state.settings() == null) {
                return Either.left(Refusal.noSuchSession(session.id().value().toString()));
            }
            Optional<TurnState> open = state.foremost().filter(TurnState.Open.class::isInstance);
            if (open.isEmpty()) {
                return Either.left(
                        new Refusal.Conflicting(
                                "No call " + call.value() + " waits for a decision."));
            }
            Either<Refusal, Decision> decision =
                    TurnLoop.decide(
                            open.get(), new TurnInput.Ruled(call, verdict, clock.instant()));
            if (decision.isLeft()) {
                return Either.left(decision.getLeft());
            }
            List<Event> facts = decision.get().facts();
            AppendOutcome outcome =
                    Appends.one(
                            log,
                            Batch.of(session, new Guard.AtVersion(state.version()), facts)
                                    .with(change(open.get(), facts)));
            if (outcome instanceof AppendOutcome.Appended appended) {
                places.nudge(session);
                return Either.right(appended.envelopes().getFirst());
            }
        }
    }

    /** A turn that still waits for somebody goes on resting; for its client, not for ever. */
    private static WorkChange change(TurnState open, List<Event> facts) {
        TurnState next = open;
        for (Event fact : facts) {
            next = TurnLoop.evolve(next, (TurnEvent) fact);
        }
        if (next instanceof TurnState.AwaitingRuling) {
            return new WorkChange.Unchanged();
        }
        return next instanceof TurnState.AwaitingClient waiting
                ? new WorkChange.ParkForClient(open.turn(), waiting.progress().end())
                : new WorkChange.MakeDue(open.turn());
    }
}
