package dev.perdure.engine.session;

import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.event.Envelope;
import dev.perdure.loop.Decision;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes a person's answer to whether a call may run. What runs are the bytes they were shown, or
 * those they chose; an answer about anything else is refused as conflicting, and so is every answer
 * but the first.
 */
public final class AnswerApproval {

    /** Characters of a comment, which the model is told. */
    public static final int COMMENT_CHARACTERS_MAX = 4_000;

    private final OutsideAnswers answers;
    private final EditCheck check;
    private final InstantSource clock;

    public AnswerApproval(
            EventAppender log,
            FoldedSessions folded,
            LocalPlaces places,
            EditCheck check,
            InstantSource clock) {
        this.answers = new OutsideAnswers(log, folded, places);
        this.check = check;
        this.clock = clock;
    }

    /** Answers the record of the decision, once it is in the log. */
    public Either<Refusal, Envelope> answer(SessionKey session, ApprovalDraft draft) {
        if (draft.comment().length() > COMMENT_CHARACTERS_MAX) {
            return Either.left(
                    new Refusal.Invalid(
                            "comment",
                            "A comment has at most " + COMMENT_CHARACTERS_MAX + " characters."));
        }
        Refusal nobodyAsks =
                new Refusal.Conflicting("No call " + draft.call().value() + " waits for approval.");
        return answers.take(
                        session,
                        nobodyAsks,
                        (state, turn) ->
                                decide(session, turn, draft)
                                        .flatMap(decision ->
                                                objection(session, state, turn, draft)
                                                        .<Either<Refusal, Decision>>map(
                                                                Either::left)
                                                        .orElseGet(() -> Either.right(decision))))
                .map(List::getFirst)
                .mapLeft(refusal -> answers.unlessUnknown(session, draft.call(), refusal));
    }

    private Either<Refusal, Decision> decide(
            SessionKey session, TurnState.Open turn, ApprovalDraft draft) {
        return TurnLoop.decide(
                turn,
                new TurnInput.ApprovalAnswered(
                        session,
                        draft.call(),
                        draft.shown(),
                        draft.answer(),
                        draft.by(),
                        draft.comment(),
                        clock.instant()));
    }

    /** What speaks against a leave; nothing ever speaks against a rejection. */
    private Optional<Refusal> objection(
            SessionKey session, SessionState state, TurnState.Open turn, ApprovalDraft draft) {
        if (draft.answer() instanceof ApprovalAnswer.Reject) {
            return Optional.empty();
        }
        return turn.calls().stream()
                .filter(call -> call.id().equals(draft.call()))
                .findFirst()
                .flatMap(call -> objection(session, state, turn, call.planned(), draft.answer()));
    }

    private Optional<Refusal> objection(
            SessionKey session,
            SessionState state,
            TurnState.Open turn,
            PlannedCall planned,
            ApprovalAnswer answer) {
        ToolCall made = planned.call();
        if (check.isVoid(session, state, turn, planned)) {
            return Optional.of(
                    new Refusal.Conflicting(
                            "The tool "
                                    + made.name()
                                    + " was changed since this call was shown, so it cannot run."
                                    + " Reject it, and the agent may call anew."));
        }
        return answer instanceof ApprovalAnswer.Edit edit
                ? check.objection(
                                session,
                                state,
                                turn,
                                new ToolCall(made.id(), made.name(), edit.arguments()))
                        .map(sentence -> new Refusal.Invalid("arguments", sentence))
                : Optional.empty();
    }
}
