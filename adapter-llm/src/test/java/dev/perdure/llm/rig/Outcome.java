package dev.perdure.llm.rig;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import java.util.List;
import java.util.stream.Collectors;

/** A stream that was read to its end. */
public record Outcome(List<ModelChunk> chunks) {

    public String text() {
        return pieces(ModelChunk.TextDelta.class).stream()
                .map(ModelChunk.TextDelta::text)
                .collect(Collectors.joining());
    }

    public String thinking() {
        return pieces(ModelChunk.ThinkingDelta.class).stream()
                .map(ModelChunk.ThinkingDelta::text)
                .collect(Collectors.joining());
    }

    /** Calls as {@code id name arguments}. */
    public List<String> calls() {
        return pieces(ModelChunk.ToolCallReady.class).stream()
                .map(ModelChunk.ToolCallReady::call)
                .map(Outcome::words)
                .toList();
    }

    public List<Usage> usage() {
        return pieces(ModelChunk.UsageReported.class).stream()
                .map(ModelChunk.UsageReported::usage)
                .toList();
    }

    public FinishReason finish() {
        return ((ModelChunk.Finished) chunks.getLast()).reason();
    }

    public ModelFailure failure() {
        return ((ModelChunk.Failed) chunks.getLast()).failure();
    }

    public <T extends ModelChunk> List<T> pieces(Class<T> type) {
        return chunks.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String words(ToolCall call) {
        return call.id().value() + " " + call.name() + " " + call.arguments().text();
    }
}
