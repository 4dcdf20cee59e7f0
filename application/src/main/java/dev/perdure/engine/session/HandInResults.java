package dev.perdure.engine.session;

import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.tool.AnswersToQuestions;
import dev.perdure.engine.tool.AskUser;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.loop.CallState;
import dev.perdure.loop.Decision;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes results of the tools that the client runs, any of those it owes at a time. A result of a
 * call that it does not owe is passed over, so handing one in twice does no harm. What answers the
 * questions of an agent has to fit them, or nothing is taken.
 */
public final class HandInResults {

    private static final Refusal NOT_WAITING =
            new Refusal.Conflicting("Session is not waiting for tool results.");
    private static final Refusal ANOTHER_TURN =
            new Refusal.Conflicting("Session is not waiting for tool results of this turn.");
    private static final Refusal NOT_OWED =
            new Refusal.Invalid("tool_results", "None of these calls is known to the session.");

    private final OutsideAnswers answers;
    private final FoldedSessions folded;
    private final ResultKeeper keeper;
    private final InstantSource clock;

    public HandInResults(
            EventAppender log,
            FoldedSessions folded,
            LocalPlaces places,
            ResultKeeper keeper,
            InstantSource clock) {
        this.answers = new OutsideAnswers(log, folded, places);
        this.folded = folded;
        this.keeper = keeper;
        this.clock = clock;
    }

    /**
     * Answers the records of the results that were taken, once they are in the log; none when all
     * of them were handed in before. Refused when the session waits for no result, or for others.
     *
     * <p>Ids of calls are unique within their turn alone: who does not name the turn may answer a
     * call that a later turn made under the same id.
     *
     * @param asked whose calls these are; absent when of whatever turn is under way
     */
    public Either<Refusal, List<Envelope>> handIn(
            SessionKey session, @Nullable TurnId asked, Map<ToolCallId, ToolResult> results) {
        return answers.take(
                        session,
                        NOT_WAITING,
                        (state, turn) ->
                                asked == null || asked.equals(turn.turn())
                                        ? decide(session, turn, results)
                                        : Either.left(ANOTHER_TURN))
                .map(written ->
                        written.stream()
                                .filter(record -> record.entry() instanceof StepEvent.ToolCompleted)
                                .toList())
                .fold(refusal -> notTaken(session, results, refusal), Either::right);
    }

    private Either<Refusal, Decision> decide(
            SessionKey session, TurnState.Open turn, Map<ToolCallId, ToolResult> results) {
        for (CallState call : turn.calls()) {
            ToolResult result = results.get(call.id());
            ToolCall asked = call.planned().call();
            if (result != null
                    && result.succeeded()
                    && call instanceof CallState.Requested
                    && asked.name().equals(AskUser.TOOL)) {
                Optional<String> objection =
                        AnswersToQuestions.objection(asked.arguments(), result.output());
                if (objection.isPresent()) {
                    return Either.left(new Refusal.Invalid("tool_results", objection.get()));
                }
            }
        }
        return TurnLoop.decide(
                turn, new TurnInput.ClientResults(kept(session, turn, results), clock.instant()));
    }

    private Map<ToolCallId, ToolResult> kept(
            SessionKey session, TurnState.Open turn, Map<ToolCallId, ToolResult> results) {
        Map<ToolCallId, ToolResult> kept = new LinkedHashMap<>();
        for (CallState call : turn.calls()) {
            ToolResult result = results.get(call.id());
            if (call instanceof CallState.Requested requested && result != null) {
                kept.put(call.id(), keeper.kept(session, turn, requested.planned().call(), result));
            }
        }
        return kept;
    }

    /**
     * What was answered already needs no answer; asking for it twice must not look like trouble.
     */
    private Either<Refusal, List<Envelope>> notTaken(
            SessionKey session, Map<ToolCallId, ToolResult> results, Refusal refusal) {
        if (!(refusal instanceof Refusal.Conflicting)) {
            return Either.left(refusal);
        }
        SessionState state = folded.load(session);
        boolean answered =
                state.transcript()
                        .items()
                        .exists(item ->
                                item instanceof TranscriptItem.Answered done
                                        && results.containsKey(done.call()));
        if (answered && !isOpenAgain(state, results)) {
            return Either.right(List.of());
        }
        if (refusal.equals(ANOTHER_TURN)) {
            return Either.left(refusal);
        }
        boolean owes =
                state.foremost().orElse(null) instanceof TurnState.Open turn
                        && turn.calls().stream().anyMatch(CallState.Requested.class::isInstance);
        return Either.left(owes ? NOT_OWED : NOT_WAITING);
    }

    /** Whether a call under way has such an id and no answer, whatever an earlier one came to. */
    private static boolean isOpenAgain(SessionState state, Map<ToolCallId, ToolResult> results) {
        return state.foremost().orElse(null) instanceof TurnState.Open turn
                && turn.calls().stream()
                        .anyMatch(call ->
                                results.containsKey(call.id())
                                        && !(call instanceof CallState.Done));
    }
}
