package dev.perdure.contract.lies.model;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.json.JsonText;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.ArrayList;
import java.util.List;

/** An honest model client that does what the instructions of a request say. */
class ScriptedModel implements ModelClient {

    static final ModelRef MODEL = new ModelRef("scripted");
    static final String ANSWER = "answer";
    static final String CALL_TOOLS = "call tools";
    static final String FAIL = "fail";
    static final String BE_SILENT = "be silent";

    @Override
    public boolean serves(ModelRef model) {
        return model.equals(MODEL);
    }

    @Override
    public List<ModelRef> models() {
        return List.of(MODEL);
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        return new ScriptedStream(script(request.instructions()), request.timeouts());
    }

    static List<ModelChunk> script(String instructions) {
        List<ModelChunk> chunks = new ArrayList<>();
        chunks.add(new ModelChunk.Started(MODEL.name()));
        chunks.add(new ModelChunk.TextDelta("Let me "));
        chunks.add(new ModelChunk.TextDelta("see."));
        switch (instructions) {
            case ANSWER -> {
                chunks.add(new ModelChunk.UsageReported(new Usage(1, 2, 0, 0)));
                chunks.add(new ModelChunk.Finished(FinishReason.STOP));
            }
            case CALL_TOOLS -> {
                chunks.addAll(call("1", "{\"a\":", "1}"));
                chunks.addAll(call("2", "{}", ""));
                chunks.add(new ModelChunk.UsageReported(new Usage(1, 2, 0, 0)));
                chunks.add(new ModelChunk.Finished(FinishReason.TOOL_CALLS));
            }
            case FAIL -> chunks.add(failed(FailureKind.OVERLOADED));
            case BE_SILENT -> chunks.removeLast();
            default -> throw new IllegalArgumentException(instructions);
        }
        return chunks;
    }

    static ModelChunk failed(FailureKind kind) {
        return new ModelChunk.Failed(new ModelFailure(kind, new NextMove.BackOff(), "As told."));
    }

    private static List<ModelChunk> call(String name, String first, String second) {
        ToolCallId id = new ToolCallId(name);
        return List.of(
                new ModelChunk.ToolCallStarted(id, "a_tool"),
                new ModelChunk.ToolArgumentsDelta(id, first),
                new ModelChunk.ToolArgumentsDelta(id, second),
                new ModelChunk.ToolCallReady(
                        new ToolCall(id, "a_tool", new JsonText(first + second))));
    }
}
