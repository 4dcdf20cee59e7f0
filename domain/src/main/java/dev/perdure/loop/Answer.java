package dev.perdure.loop;

import dev.perdure.event.StreamVersion;
import dev.perdure.message.ContentPart;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Usage;
import dev.perdure.tool.PlannedCall;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model call produced, and what it saw.
 *
 * @param thinking reasoning shown before the answer; empty when none
 * @param calls the tool calls of {@code content}, in order, with what recovery needs to know
 * @param seenFrom first version new to the model since its previous call of this turn
 * @param seenTo last version the request saw
 */
public record Answer(
        List<ContentPart> content,
        String thinking,
        List<PlannedCall> calls,
        FinishReason finish,
        Usage usage,
        Duration duration,
        @Nullable Duration timeToFirstChunk,
        StreamVersion seenFrom,
        StreamVersion seenTo,
        String requestHash) {

    public Answer {
        content = List.copyOf(content);
        calls = List.copyOf(calls);
    }
}
