package dev.perdure.telemetry;

import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.Message;
import dev.perdure.model.FinishReason;
import dev.perdure.tool.ToolCall;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be remembered of a turn until its spans are complete. A node that saw the turn only
 * from its middle on fills it from the log.
 */
final class OpenTurn {

    final TurnId turn;

    /** Of the whole turn; absent while it is not known when it began. */
    @Nullable Span span;

    /** Whether the log was asked, or need not be. */
    boolean looked;

    TurnEvent.@Nullable TurnStarted started;

    /** The attempt that is open, and when that was committed. */
    @Nullable Envelope attempt;

    /** The answer whose message has not come yet. */
    @Nullable Answered answered;

    @Nullable Message input;
    @Nullable String output;

    /** What calls were asked, as far as content is told. */
    final Map<String, String> arguments = new HashMap<>();

    OpenTurn(TurnId turn) {
        this.turn = turn;
    }

    /** Learns what another node wrote. */
    void remember(Envelope fact) {
        if (fact.entry() instanceof TurnEvent.MessageReceived received) {
            input = received.message();
        } else if (fact.entry() instanceof TurnEvent.TurnStarted begun) {
            started = begun;
        } else if (fact.entry() instanceof StepEvent.ReasonStarted) {
            attempt = fact;
        } else if (fact.entry() instanceof StepEvent.ReasonFailed
                || fact.entry() instanceof StepEvent.AttemptSuperseded
                || fact.entry() instanceof StepEvent.GenerationRecorded) {
            attempt = null;
        }
    }

    void asked(ToolCall call) {
        arguments.put(call.id().value(), SpokenContent.bounded(call.arguments().text()));
    }

    /** The intent of this attempt, if it is the one that is open. */
    @Nullable Envelope openAttempt(StepNumber step, Attempt number) {
        return attempt != null
                        && attempt.entry() instanceof StepEvent.ReasonStarted begun
                        && begun.step().equals(step)
                        && begun.attempt().equals(number)
                ? attempt
                : null;
    }

    /** A span that waits for what was answered. */
    record Answered(Span span, FinishReason finish, Instant at) {}
}
