package dev.perdure.engine.session;

import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.event.Envelope;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
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
    private final InstantSource clock;

    public RuleOutcome(
            EventAppender log, FoldedSessions folded, LocalPlaces places, InstantSource clock) {
        this.answers = new OutsideAnswers(log, folded, places);
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
                                        turn, new TurnInput.Ruled(call, verdict, clock.instant())))
                .map(List::getFirst);
    }
}
