package dev.perdure.loop;

import dev.perdure.message.MessageId;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.resolution.AgentPin;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every started turn carries along.
 *
 * @param agent the pinned configuration; absent when the harness answers by itself
 * @param usage of all attempts so far, those without an answer included
 * @param cancelReason absent while nobody asked the turn to stop
 */
public record Progress(
        TurnId turn,
        MessageId input,
        @Nullable AgentPin agent,
        ModelRef model,
        TurnLimits limits,
        Instant startedAt,
        StepNumber step,
        Usage usage,
        int modelCalls,
        int toolCalls,
        @Nullable String cancelReason) {

    Progress atStep(StepNumber next) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                next,
                usage,
                modelCalls,
                toolCalls,
                cancelReason);
    }

    Progress afterModelCall(Usage spent) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step,
                usage.plus(spent),
                modelCalls + 1,
                toolCalls,
                cancelReason);
    }

    Progress withCalls(int accepted) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step,
                usage,
                modelCalls,
                toolCalls + accepted,
                cancelReason);
    }

    Progress askedToStop(String reason) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step,
                usage,
                modelCalls,
                toolCalls,
                reason);
    }

    /** Until the turn has to have ended; negative when it is past that. */
    Duration timeLeft(Instant now) {
        return limits.turnTime().minus(Duration.between(startedAt, now));
    }

    boolean isOutOfTime(Instant now) {
        return timeLeft(now).isNegative();
    }
}
