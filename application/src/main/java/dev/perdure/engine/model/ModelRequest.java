package dev.perdure.engine.model;

import dev.perdure.json.JsonObject;
import dev.perdure.loop.TokenEstimator;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.ToolDefinition;
import java.util.List;

/**
 * Everything a model is given for one attempt.
 *
 * @param transcript every tool call in it has exactly one answer, right after the message that
 *     asked
 * @param settings the agent's settings for the model's driver; empty when none
 */
public record ModelRequest(
        ModelRef model,
        String instructions,
        List<TranscriptItem> transcript,
        List<ToolDefinition> tools,
        JsonObject settings,
        ModelTimeouts timeouts) {

    public ModelRequest {
        transcript = List.copyOf(transcript);
        tools = List.copyOf(tools);
    }

    /** About how many tokens it makes a model read; uncorrected by what any provider reported. */
    public long tokens() {
        return TokenEstimator.request(instructions, transcript, tools);
    }
}
