package dev.perdure.engine.delegation;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What sits in the place of a model in a session that runs one call in the background: it makes the
 * call it is told, and answers what that came to. It knows nothing, costs nothing and asks nobody.
 */
public final class BackgroundModel implements ModelClient {

    static final ModelRef NAME = new ModelRef("background");

    private static final ToolCallId CALL = new ToolCallId("background");

    /** What the session is told, and opened for: one line, so that it can be told from the rest. */
    static String task(String tool, JsonValue arguments) {
        return JsonObject.builder().put("tool", tool).put("arguments", arguments).build().toJson();
    }

    /** Whether a session of this model was opened for one call. */
    static boolean isFor(@Nullable ModelRef model) {
        return NAME.equals(model);
    }

    @Override
    public boolean serves(ModelRef model) {
        return isFor(model);
    }

    /** Nobody chooses it: the engine opens the sessions that run on it. */
    @Override
    public List<ModelRef> models() {
        return List.of();
    }

    @Override
    public boolean isFree(ModelRef model) {
        return true;
    }

    @Override
    public ModelStream open(ModelRequest request) {
        return new Told(chunks(request));
    }

    private static Deque<ModelChunk> chunks(ModelRequest request) {
        Optional<TranscriptItem.Answered> made = made(request.transcript().stream());
        if (made.isPresent()) {
            return said(outcome(made.get()));
        }
        Optional<JsonObject> wish = wish(request);
        Optional<String> tool = wish.flatMap(call -> call.string("tool"));
        if (tool.isEmpty()) {
            return said("This session runs one call, and nothing else.");
        }
        if (runnable(request, tool.get()).isEmpty()) {
            return said(
                    tool.get()
                            + " is no tool that can run in the background. These are: "
                            + names(request)
                            + ".");
        }
        JsonValue arguments = wish.get().get("arguments").orElse(JsonObject.empty());
        return calls(new ToolCall(CALL, tool.get(), JsonText.of(arguments)));
    }

    /** Whether the call of a session was made, and came to something. */
    static boolean hasSucceeded(SessionState session) {
        return made(session.transcript().items().toJavaStream())
                .filter(answered -> answered.result().succeeded())
                .isPresent();
    }

    private static Optional<TranscriptItem.Answered> made(Stream<TranscriptItem> transcript) {
        return transcript
                .filter(TranscriptItem.Answered.class::isInstance)
                .map(TranscriptItem.Answered.class::cast)
                .filter(answered -> answered.call().equals(CALL))
                .findFirst();
    }

    /** The call that the session was opened for, as its first message; no other one is made. */
    private static Optional<JsonObject> wish(ModelRequest request) {
        String orders = request.instructions();
        String call = orders.substring(orders.lastIndexOf('\n') + 1);
        return request.transcript().getFirst() instanceof TranscriptItem.Said said
                        && said.message().text().equals(call)
                ? Json.parse(call)
                        .toJavaOptional()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                : Optional.empty();
    }

    private static String outcome(TranscriptItem.Answered answered) {
        ToolResult result = answered.result();
        return result.succeeded()
                ? result.output()
                : "The call of " + answered.tool() + " came to nothing: " + result.error();
    }

    private static Optional<ToolDefinition> runnable(ModelRequest request, String name) {
        return request.tools().stream()
                .filter(tool -> tool.name().equals(name))
                .filter(BackgroundModel::isRunnable)
                .findFirst();
    }

    private static boolean isRunnable(ToolDefinition tool) {
        return tool.owner() == ToolOwner.ENGINE && tool.hints().supportsBackground();
    }

    private static String names(ModelRequest request) {
        String names =
                request.tools().stream()
                        .filter(BackgroundModel::isRunnable)
                        .map(ToolDefinition::name)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private static Deque<ModelChunk> said(String text) {
        return new ArrayDeque<>(
                List.of(
                        new ModelChunk.Started(NAME.name()),
                        new ModelChunk.TextDelta(text),
                        new ModelChunk.UsageReported(Usage.NONE),
                        new ModelChunk.Finished(FinishReason.STOP)));
    }

    private static Deque<ModelChunk> calls(ToolCall call) {
        return new ArrayDeque<>(
                List.of(
                        new ModelChunk.Started(NAME.name()),
                        new ModelChunk.ToolCallStarted(call.id(), call.name()),
                        new ModelChunk.ToolArgumentsDelta(call.id(), call.arguments().text()),
                        new ModelChunk.ToolCallReady(call),
                        new ModelChunk.UsageReported(Usage.NONE),
                        new ModelChunk.Finished(FinishReason.TOOL_CALLS)));
    }

    /** One answer; it is there at once. */
    private record Told(Deque<ModelChunk> chunks) implements ModelStream {

        @Override
        public ModelChunk next() {
            return chunks.removeFirst();
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }
}
