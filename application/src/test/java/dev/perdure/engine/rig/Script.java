package dev.perdure.engine.rig;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonText;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a scripted model does in one call, line by line. */
public final class Script {

    /** One line; it may block, fail, or answer what no driver may answer. */
    @FunctionalInterface
    interface Line {
        ModelChunk play() throws InterruptedException;
    }

    /** Stands for a line that says nothing; the stream goes on to the next one. */
    static final ModelChunk NOTHING = new ModelChunk.Started("nothing");

    final List<Line> lines = new ArrayList<>();

    /** A call that has been accepted and said nothing yet. */
    public static Script started() {
        return new Script().chunk(new ModelChunk.Started("scripted"));
    }

    /** A call that says the pieces and stops. */
    public static Script answer(String... pieces) {
        Script script = started();
        for (String piece : pieces) {
            script.text(piece);
        }
        return script.finish();
    }

    /** A call that asks for tools and nothing else. */
    public static Script calls(ToolCall... calls) {
        Script script = started();
        for (ToolCall call : calls) {
            script.call(call);
        }
        return script.usage(new Usage(10, 5, 0, 0)).finish(FinishReason.TOOL_CALLS);
    }

    /** A call that is refused before it starts. */
    public static Script fails(FailureKind kind, NextMove move) {
        return new Script().fail(kind, move);
    }

    public static ToolCall toolCall(String id, String name) {
        return new ToolCall(new ToolCallId(id), name, new JsonText("{\"of\":\"" + id + "\"}"));
    }

    public Script text(String piece) {
        return chunk(new ModelChunk.TextDelta(piece));
    }

    public Script think(String piece) {
        return chunk(new ModelChunk.ThinkingDelta(piece));
    }

    public Script opaque(Origin origin, JsonText data) {
        return chunk(new ModelChunk.OpaquePart(origin, data));
    }

    public Script call(ToolCall call) {
        return chunk(new ModelChunk.ToolCallStarted(call.id(), call.name()))
                .chunk(new ModelChunk.ToolArgumentsDelta(call.id(), call.arguments().text()))
                .chunk(new ModelChunk.ToolCallReady(call));
    }

    public Script usage(Usage usage) {
        return chunk(new ModelChunk.UsageReported(usage));
    }

    public Script finish() {
        return usage(new Usage(10, 5, 0, 0)).finish(FinishReason.STOP);
    }

    public Script finish(FinishReason reason) {
        return chunk(new ModelChunk.Finished(reason));
    }

    public Script fail(FailureKind kind, NextMove move) {
        return chunk(new ModelChunk.Failed(new ModelFailure(kind, move, "Scripted: " + kind)));
    }

    /** Fails before the provider can have got anything. */
    public Script unreachable() {
        return chunk(
                new ModelChunk.Failed(
                        new ModelFailure(
                                FailureKind.TRANSPORT, new NextMove.GiveUp(), "Scripted: nobody"),
                        false));
    }

    /** Waits at the gate, then plays the next line. */
    public Script hold(Gate gate) {
        return before(gate::pass);
    }

    /** Waits at the gate whoever interrupts, then plays the next line. */
    public Script holdDeaf(Gate gate) {
        return before(gate::passDeaf);
    }

    /** Says nothing until it is interrupted. */
    public Script stall() {
        return hold(new Gate());
    }

    /** Breaks the contract of a stream: what the supplier makes is thrown. */
    public Script breaks(Supplier<? extends Throwable> defect) {
        lines.add(() -> {
            throw sneaky(defect.get());
        });
        return this;
    }

    public Script chunk(ModelChunk chunk) {
        lines.add(() -> chunk);
        return this;
    }

    private Script before(Pause pause) {
        lines.add(() -> {
            pause.take();
            return NOTHING;
        });
        return this;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable defect) throws T {
        throw (T) defect;
    }

    @FunctionalInterface
    private interface Pause {
        void take() throws InterruptedException;
    }
}
