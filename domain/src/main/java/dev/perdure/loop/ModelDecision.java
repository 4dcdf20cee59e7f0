package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.Message;
import dev.perdure.model.NextMove;
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
    private static final Duration BACK_OFF_FIRST = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MAX = Duration.ofMinutes(1);

    private ModelDecision() {}

    static List<Event> answered(TurnState.Reasoning state, TurnInput.ModelAnswered input) {
        Answer answer = input.answer();
        Progress progress = state.progress().afterModelCall(answer.usage());
        List<Event> facts = new ArrayList<>();
        Message message = Message.ofAgent(state.output(), answer.content(), input.moment().now());
        facts.addAll(generation(state, answer, message));
        if (answer.calls().isEmpty()) {
            facts.addAll(completed(progress, state, input.moment().now()));
        } else if (progress.step().value() >= progress.limits().steps()) {
            facts.addAll(TurnDecision.sealed(progress, SealReason.STEPS));
        } else {
            facts.addAll(ToolDecision.accepted(progress, answer.calls()));
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
        Progress progress = state.progress().afterModelCall(input.usage());
        Instant now = input.moment().now();
        Optional<Duration> pause = pause(input, state.attempt());
        boolean last = state.attempt().value() >= progress.limits().attemptsPerStep();
        String sentence = input.failure().detail();
        if (pause.isEmpty()) {
            return reasonFailed(
                    state,
                    input,
                    null,
                    TurnDecision.ended(progress, FailureReason.MODEL_REFUSED, sentence));
        }
        if (last) {
            return reasonFailed(
                    state,
                    input,
                    null,
                    TurnDecision.ended(progress, FailureReason.ATTEMPTS_EXHAUSTED, sentence));
        }
        // A provider may ask for any pause; one the turn cannot outlast is not worth its start.
        if (pause.get().compareTo(progress.timeLeft(now)) > 0) {
            return reasonFailed(
                    state, input, null, TurnDecision.sealed(progress, SealReason.TURN_TIME));
        }
        return reasonFailed(state, input, now.plus(pause.get()), List.of());
    }

    private static List<Event> reasonFailed(
            TurnState.Reasoning state,
            TurnInput.ModelFailed input,
            @Nullable Instant retryAt,
            List<Event> consequences) {
        List<Event> facts = new ArrayList<>();
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

    /** How long to wait before the next attempt; empty when there is no use in one. */
    private static Optional<Duration> pause(TurnInput.ModelFailed input, Attempt attempt) {
        double jitter = input.moment().jitter();
        return switch (input.failure().nextMove()) {
            case NextMove.RetryNow ignored -> Optional.of(atOnce(attempt, jitter));
            case NextMove.RetryAfter after -> Optional.of(after.delay());
            case NextMove.BackOff ignored -> Optional.of(backOff(attempt, jitter));
            case NextMove.UseOtherModel ignored -> Optional.of(backOff(attempt, jitter));
            case NextMove.Shrink ignored -> Optional.empty();
            case NextMove.GiveUp ignored -> Optional.empty();
        };
    }

    /** At once is meant once: what fails again in the same breath would use up every attempt. */
    private static Duration atOnce(Attempt attempt, double jitter) {
        return attempt.value() == 1 ? Duration.ZERO : backOff(attempt, jitter);
    }

    private static Duration backOff(Attempt attempt, double jitter) {
        Duration full = BACK_OFF_FIRST.multipliedBy(1L << Math.min(attempt.value() - 1, 16));
        Duration bounded = full.compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : full;
        return Duration.ofMillis((long) (bounded.toMillis() * (0.5 + jitter / 2)));
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
