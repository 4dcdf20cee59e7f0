package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.Message;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Reduction;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the machine that decides about the outcome of a model call. */
final class ModelDecision {

    private static final int PREVIEW_CHARACTERS = 200;

    private ModelDecision() {}

    static List<Event> answered(TurnState.Reasoning state, TurnInput.ModelAnswered input) {
        Answer answer = input.answer();
        Progress progress = state.progress().afterModelCall(answer.usage());
        List<Event> facts = new ArrayList<>(BudgetFacts.of(state.progress(), input.news()));
        Message message = Message.ofAgent(state.output(), answer.content(), input.moment().now());
        facts.addAll(generation(state, answer, message));
        if (answer.calls().isEmpty()) {
            facts.addAll(completed(progress, state, input.moment().now()));
        } else if (progress.step().value() >= progress.limits().steps()) {
            facts.addAll(TurnDecision.sealed(progress, SealReason.STEPS));
        } else {
            facts.addAll(ToolDecision.accepted(progress, answer.calls(), input.moment()));
        }
        return facts;
    }

    private static List<Event> generation(
            TurnState.Reasoning state, Answer answer, Message message) {
        Progress progress = state.progress();
        List<Event> facts = new ArrayList<>();
        if (!answer.thinking().isEmpty()) {
            facts.add(
                    new StepEvent.ThinkingCompleted(
                            progress.turn(), progress.step(), state.output(), answer.thinking()));
        }
        facts.add(
                new StepEvent.ReasonCompleted(
                        progress.turn(),
                        progress.step(),
                        state.attempt(),
                        answer.calls().size(),
                        preview(message.text()),
                        answer.usage(),
                        answer.duration()));
        facts.add(
                new StepEvent.GenerationRecorded(
                        progress.turn(),
                        progress.step(),
                        state.attempt(),
                        answer.seenFrom(),
                        answer.seenTo(),
                        answer.requestHash(),
                        state.output(),
                        progress.model(),
                        answer.finish(),
                        answer.usage(),
                        answer.duration(),
                        answer.timeToFirstChunk()));
        facts.add(
                new StepEvent.OutputCompleted(
                        progress.turn(),
                        progress.step(),
                        message,
                        progress.model(),
                        answer.usage()));
        return facts;
    }

    private static List<Event> completed(
            Progress progress, TurnState.Reasoning state, Instant now) {
        return List.of(
                new TurnEvent.TurnCompleted(
                        progress.turn(),
                        progress.step().value(),
                        progress.modelCalls(),
                        progress.toolCalls(),
                        state.output(),
                        progress.usage(),
                        Duration.between(progress.startedAt(), now)),
                new TurnEvent.SessionIdled(progress.turn(), progress.usage()));
    }

    static List<Event> failed(TurnState.Reasoning state, TurnInput.ModelFailed input) {
        ModelFailure failure = input.failure();
        Progress progress = state.progress().afterFailure(failure.kind(), input.usage());
        boolean shrinks = failure.nextMove() instanceof NextMove.Shrink;
        if (shrinks && input.stretch() != null && progress.recourse().mayWriteNotes()) {
            return reasonFailed(
                    state,
                    input,
                    input.moment().now(),
                    ContextDecision.refused(progress, input, input.stretch()));
        }
        // What it finds wrong may be in what lies before; where nothing does, it offers nothing.
        boolean less = shrinks || failure.kind() == FailureKind.INVALID_REQUEST;
        if (less && input.smaller() != null) {
            return reasonFailed(state, input, null, reduced(progress, input, input.smaller()));
        }
        Instant now = input.moment().now();
        if (failure.kind() == FailureKind.BUDGET_EXHAUSTED) {
            return reasonFailed(state, input, lookAgainAt(progress, input), List.of());
        }
        Optional<Duration> pause =
                RetryPolicy.pause(progress.recourse(), failure, input.moment().jitter());
        boolean last =
                RetryPolicy.isUsedUp(
                        progress.recourse(),
                        failure.kind(),
                        state.attempt().value(),
                        progress.limits().attemptsPerStep());
        // A provider may ask for any pause; one the turn cannot outlast is not worth its start.
        boolean tooLong = pause.isPresent() && pause.get().compareTo(progress.timeLeft(now)) > 0;
        boolean over = pause.isEmpty() || last || tooLong;
        if (over || isBetterElsewhere(failure, pause.get())) {
            List<Event> switched = switched(progress, state, input);
            if (!switched.isEmpty()) {
                return reasonFailed(state, input, null, switched);
            }
        }
        if (!over) {
            return reasonFailed(state, input, now.plus(pause.get()), List.of());
        }
        if (pause.isPresent() && !last) {
            return reasonFailed(
                    state, input, null, TurnDecision.sealed(progress, SealReason.TURN_TIME));
        }
        FailureReason reason =
                pause.isEmpty() ? FailureReason.MODEL_REFUSED : FailureReason.ATTEMPTS_EXHAUSTED;
        return reasonFailed(
                state, input, null, TurnDecision.ended(progress, reason, failure.detail()));
    }

    /**
     * What a budget holds goes to no other model, because a budget is no provider's trouble: it
     * waits for the budget, and for that until its time is over.
     */
    private static Instant lookAgainAt(Progress progress, TurnInput.ModelFailed input) {
        Instant now = input.moment().now();
        Instant over = progress.end().plusMillis(1);
        Instant next =
                now.plus(
                        RetryPolicy.pause(
                                        progress.recourse(),
                                        input.failure(),
                                        input.moment().jitter())
                                .orElseThrow());
        return next.isBefore(over) ? next : over;
    }

    /** The same model is shown less at once. */
    private static List<Event> reduced(
            Progress progress, TurnInput.ModelFailed input, Reduction reduction) {
        Attempt attempt = input.attempt().next();
        List<Event> facts = new ArrayList<>();
        facts.add(
                new StepEvent.ContextReduced(
                        progress.turn(),
                        progress.step(),
                        attempt,
                        reduction,
                        input.failure().detail()));
        facts.addAll(TurnDecision.attempt(progress.reducedTo(reduction), attempt, input.moment()));
        return facts;
    }

    private static boolean isBetterElsewhere(ModelFailure failure, Duration pause) {
        return failure.nextMove() instanceof NextMove.UseOtherModel
                || failure.kind() == FailureKind.CIRCUIT_OPEN
                || pause.compareTo(RetryPolicy.PATIENCE_WITH_OTHERS) > 0;
    }

    /** The next model of the chain takes the step over; empty when none is left or would help. */
    private static List<Event> switched(
            Progress progress, TurnState.Reasoning state, TurnInput.ModelFailed input) {
        Optional<ModelRef> next = progress.recourse().next();
        if (next.isEmpty() || !RetryPolicy.anotherMayHelp(input.failure())) {
            return List.of();
        }
        Attempt attempt = state.attempt().next();
        List<Event> facts = new ArrayList<>();
        facts.add(
                new StepEvent.ModelSwitched(
                        progress.turn(),
                        progress.step(),
                        attempt,
                        progress.model(),
                        next.get(),
                        input.failure().kind(),
                        input.failure().detail()));
        Progress after = progress.switchedTo(next.get(), state.attempt().value());
        facts.addAll(TurnDecision.attempt(after, attempt, input.moment()));
        return facts;
    }

    private static List<Event> reasonFailed(
            TurnState.Reasoning state,
            TurnInput.ModelFailed input,
            @Nullable Instant retryAt,
            List<Event> consequences) {
        List<Event> facts = new ArrayList<>(BudgetFacts.of(state.progress(), input.news()));
        facts.add(
                new StepEvent.ReasonFailed(
                        state.turn(),
                        state.progress().step(),
                        state.attempt(),
                        input.failure(),
                        retryAt,
                        input.usage(),
                        input.duration()));
        facts.addAll(consequences);
        return facts;
    }

    private static String preview(String text) {
        if (text.length() <= PREVIEW_CHARACTERS) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(PREVIEW_CHARACTERS - 1))
                        ? PREVIEW_CHARACTERS - 1
                        : PREVIEW_CHARACTERS;
        return text.substring(0, end);
    }
}
