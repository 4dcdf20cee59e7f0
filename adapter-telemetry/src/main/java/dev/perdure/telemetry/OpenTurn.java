package dev.perdure.telemetry;

import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
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

    /** Characters of arguments that are kept at once. */
    static final int ARGUMENTS_MAX = 2 * SpokenContent.CHARACTERS_MAX;

    final TurnId turn;

    /** Of the whole turn; absent while it is not known when it began. */
    @Nullable Span span;

    /** What stands for that span while it is absent; it has its ids and never ends. */
    @Nullable Span standIn;

    /** Its facts up to here are known; none while it is not known how it began. */
    StreamVersion seen = StreamVersion.NONE;

    TurnEvent.@Nullable TurnStarted started;

    /** The attempt that is open, and when that was committed. */
    @Nullable Envelope attempt;

    /** The answer whose message has not come yet. */
    @Nullable Answered answered;

    /** What was said, as it will be told; none where content is not. */
    @Nullable String input;

    @Nullable String output;

    /** How the answer ended that was recorded last. */
    @Nullable FinishReason finish;

    /** What calls were asked, as far as content is told. */
    private final Map<String, String> arguments = new HashMap<>();

    private int asked;

    OpenTurn(TurnId turn) {
        this.turn = turn;
    }

    boolean isNews(Envelope fact) {
        return fact.version().compareTo(seen) > 0;
    }

    /** Learns what another node wrote. */
    void remember(Envelope fact, boolean content) {
        if (content) {
            rememberSpoken(fact);
        }
        if (fact.entry() instanceof TurnEvent.TurnStarted begun) {
            started = begun;
        } else if (fact.entry() instanceof StepEvent.ReasonStarted) {
            attempt = fact;
        } else if (fact.entry() instanceof StepEvent.ReasonFailed
                || fact.entry() instanceof StepEvent.AttemptSuperseded
                || fact.entry() instanceof StepEvent.GenerationRecorded) {
            attempt = null;
        }
    }

    private void rememberSpoken(Envelope fact) {
        if (fact.entry() instanceof TurnEvent.MessageReceived received) {
            input = SpokenContent.received(received.message());
        } else if (fact.entry() instanceof StepEvent.GenerationRecorded recorded) {
            finish = recorded.finish();
        } else if (fact.entry() instanceof StepEvent.OutputCompleted completed && finish != null) {
            output = SpokenContent.answered(completed.message(), finish);
        } else if (fact.entry() instanceof StepEvent.ActStarted acting) {
            acting.calls().forEach(planned -> asked(planned.call()));
        }
    }

    /** Calls beyond what may be kept of a turn are told without what they were asked. */
    void asked(ToolCall call) {
        String text = SpokenContent.bounded(call.arguments().text());
        if (asked + text.length() <= ARGUMENTS_MAX
                && arguments.put(call.id().value(), text) == null) {
            asked += text.length();
        }
    }

    /** What a call was asked, as far as it is known; forgotten with that. */
    @Nullable String arguments(String call) {
        String text = arguments.remove(call);
        if (text != null) {
            asked -= text.length();
        }
        return text;
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
