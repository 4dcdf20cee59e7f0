package dev.perdure.engine.session;

import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.event.Envelope;
import dev.perdure.loop.CallState;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.Verdict;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.List;

/**
 * Rules on a tool call whose outcome is unknown and that its turn asked about. The first ruling
 * counts, every other is refused as conflicting. The turn goes on by whoever owns it next.
 */
public final class RuleOutcome {

    private final OutsideAnswers answers;
    private final ResultKeeper keeper;
    private final InstantSource clock;

    public RuleOutcome(
            EventAppender log,
            FoldedSessions folded,
            LocalPlaces places,
            ResultKeeper keeper,
            InstantSource clock) {
        this.answers = new OutsideAnswers(log, folded, places);
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Answers the record of the ruling, once it is in the log. */
    public Either<Refusal, Envelope> rule(SessionKey session, ToolCallId call, Verdict verdict) {
        Refusal nobodyAsks =
                new Refusal.Conflicting("No call " + call.value() + " waits for a decision.");
        return answers.take(
                        session,
                        nobodyAsks,
                        (state, turn) ->
                                TurnLoop.decide(
                                        turn,
                                        new TurnInput.Ruled(
                                                call,
                                                kept(session, turn, call, verdict),
                                                clock.instant())))
                .map(List::getFirst)
                .mapLeft(refusal -> answers.unlessUnknown(session, call, refusal));
    }

    private Verdict kept(SessionKey session, TurnState.Open turn, ToolCallId id, Verdict verdict) {
        if (verdict instanceof Verdict.TakeResult taken) {
            for (CallState call : turn.calls()) {
                if (call instanceof CallState.Asked asked && call.id().equals(id)) {
                    ToolCall about = asked.planned().call();
                    return new Verdict.TakeResult(
                            keeper.kept(session, turn, about, taken.result()));
                }
            }
        }
        return verdict;
    }
}
