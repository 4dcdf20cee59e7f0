package dev.perdure.contract.crash;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonText;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.ArrayList;
import java.util.List;

/** What the model says in one call; one without an end says nothing more until it is stopped. */
final class Script {

    private static final Usage USAGE = new Usage(10, 5, 0, 0);

    private final List<ModelChunk> chunks = new ArrayList<>();

    /** A call that is not even accepted. */
    static Script silent() {
        return new Script();
    }

    static Script started() {
        return new Script().chunk(new ModelChunk.Started("played"));
    }

    static Script answer(String... pieces) {
        return started().text(pieces).stop();
    }

    List<ModelChunk> chunks() {
        return List.copyOf(chunks);
    }

    Script text(String... pieces) {
        for (String piece : pieces) {
            chunk(new ModelChunk.TextDelta(piece));
        }
        return this;
    }

    Script think(String piece) {
        return chunk(new ModelChunk.ThinkingDelta(piece));
    }

    Script call(String id, String tool) {
        ToolCall call = new ToolCall(new ToolCallId(id), tool, new JsonText("{}"));
        return chunk(new ModelChunk.ToolCallStarted(call.id(), tool))
                .chunk(new ModelChunk.ToolArgumentsDelta(call.id(), "{}"))
                .chunk(new ModelChunk.ToolCallReady(call));
    }

    /** Has a sub-agent do the task, and waits for it. */
    Script delegate(String id, String task) {
        String arguments = "{\"task\":\"" + task + "\"}";
        ToolCall call = new ToolCall(new ToolCallId(id), "run_subagent", new JsonText(arguments));
        return chunk(new ModelChunk.ToolCallStarted(call.id(), call.name()))
                .chunk(new ModelChunk.ToolArgumentsDelta(call.id(), arguments))
                .chunk(new ModelChunk.ToolCallReady(call));
    }

    Script stop() {
        return finish(FinishReason.STOP);
    }

    Script finish(FinishReason reason) {
        return chunk(new ModelChunk.UsageReported(USAGE)).chunk(new ModelChunk.Finished(reason));
    }

    Script fail(ModelFailure failure) {
        return chunk(new ModelChunk.Failed(failure));
    }

    private Script chunk(ModelChunk chunk) {
        chunks.add(chunk);
        return this;
    }
}
