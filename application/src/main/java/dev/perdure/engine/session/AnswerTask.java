package dev.perdure.engine.session;

import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import io.vavr.control.Either;
import java.time.InstantSource;

/**
 * Hands the answer of another session to the call that waits for it, once: a call that has its
 * result, and one that nobody waits for any more, is refused.
 */
public final class AnswerTask {

    private static final Refusal NOBODY_WAITS =
            new Refusal.Conflicting("No call waits for this sub-agent.");

    private final OutsideAnswers answers;
    private final InstantSource clock;

    public AnswerTask(
            EventAppender log, FoldedSessions folded, LocalPlaces places, InstantSource clock) {
        this.answers = new OutsideAnswers(log, folded, places);
        this.clock = clock;
    }

    /**
     * Answers the session that waited, once the result is in its log.
     *
     * @param task the session whose answer it is
     */
    public Either<Refusal, SessionKey> answer(
            SessionKey session, ToolCallId call, SessionId task, ToolResult result) {
        return answers.take(
                        session,
                        NOBODY_WAITS,
                        (state, turn) ->
                                TurnLoop.decide(
                                        turn,
                                        new TurnInput.TaskAnswered(
                                                call, task, result, clock.instant())))
                .map(records -> session);
    }
}
