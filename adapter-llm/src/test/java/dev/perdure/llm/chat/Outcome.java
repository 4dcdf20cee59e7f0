package dev.perdure.llm.chat;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import java.util.List;
import java.util.stream.Collectors;

/** A stream that was read to its end. */
record Outcome(List<ModelChunk> chunks) {

    String text() {
        return pieces(ModelChunk.TextDelta.class).stream()
                .map(ModelChunk.TextDelta::text)
                .collect(Collectors.joining());
    }

    String thinking() {
        return pieces(ModelChunk.ThinkingDelta.class).stream()
                .map(ModelChunk.ThinkingDelta::text)
                .collect(Collectors.joining());
    }

    /** Calls as {@code id name arguments}. */
    List<String> calls() {
        return pieces(ModelChunk.ToolCallReady.class).stream()
                .map(ModelChunk.ToolCallReady::call)
                .map(Outcome::words)
                .toList();
    }

    List<Usage> usage() {
        return pieces(ModelChunk.UsageReported.class).stream()
                .map(ModelChunk.UsageReported::usage)
                .toList();
    }

    FinishReason finish() {
        return ((ModelChunk.Finished) chunks.getLast()).reason();
    }

    ModelFailure failure() {
        return ((ModelChunk.Failed) chunks.getLast()).failure();
    }

    <T extends ModelChunk> List<T> pieces(Class<T> type) {
        return chunks.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String words(ToolCall call) {
        return call.id().value() + " " + call.name() + " " + call.arguments().text();
    }
}
