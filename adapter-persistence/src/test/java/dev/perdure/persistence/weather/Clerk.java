package dev.perdure.persistence.weather;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model and its only tool: it sends once, which must not be done twice, and then says so. Both
 * wait where the test says.
 */
final class Clerk implements ModelClient, ToolRunner {

    static final ModelRef MODEL = new ModelRef("clerk");
    static final String LAST_WORDS = "It is sent.";

    private static final CapabilityId POST = new CapabilityId("post");
    private static final ToolDefinition SEND =
            new ToolDefinition(
                    "send", "Sends it.", JsonObject.empty(), ToolHints.UNKNOWN, ToolOwner.ENGINE);

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable Hold whileSpeaking;
    private volatile @Nullable Hold whileSending;
    private volatile Duration retryAfter = Duration.ZERO;

    static AgentSettings agent() {
        AgentSettings plain = AgentSettings.of("Clerk", "You send things.");
        return new AgentSettings(
                plain.name(),
                "",
                "",
                plain.instructions(),
                null,
                MODEL,
                List.of(),
                JsonObject.empty(),
                List.of(new CapabilityRef(POST, JsonObject.empty())),
                List.of(),
                List.of(),
                null,
                null,
                null,
                JsonObject.empty());
    }

    /** The first answer stops in its middle. */
    Hold holdWhileSpeaking() {
        Hold hold = new Hold();
        whileSpeaking = hold;
        return hold;
    }

    /** The tool stops before it has sent. */
    Hold holdWhileSending() {
        Hold hold = new Hold();
        whileSending = hold;
        return hold;
    }

    /** The first calls fail and are to be made again later. */
    void failFirst(int times, Duration after) {
        retryAfter = after;
        failures.set(times);
    }

    int calls() {
        return calls.get();
    }

    int sent() {
        return sent.get();
    }

    @Override
    public boolean serves(ModelRef model) {
        return model.equals(MODEL);
    }

    @Override
    public List<ModelRef> models() {
        return List.of(MODEL);
    }

    @Override
    public ModelStream open(ModelRequest request) {
        calls.incrementAndGet();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return new Answer(
                    List.of(
                            new ModelChunk.Failed(
                                    new ModelFailure(
                                            FailureKind.RATE_LIMITED,
                                            new NextMove.RetryAfter(retryAfter),
                                            "Later."))),
                    null);
        }
        boolean answered =
                request.transcript().stream().anyMatch(TranscriptItem.Answered.class::isInstance);
        return answered
                ? new Answer(
                        List.of(
                                new ModelChunk.Started("clerk"),
                                new ModelChunk.TextDelta(LAST_WORDS),
                                new ModelChunk.Finished(FinishReason.STOP)),
                        null)
                : new Answer(sending(), whileSpeaking);
    }

    private static List<ModelChunk> sending() {
        ToolCall call = new ToolCall(new ToolCallId("one"), "send", new JsonText("{}"));
        return List.of(
                new ModelChunk.Started("clerk"),
                new ModelChunk.TextDelta("I send "),
                new ModelChunk.TextDelta("it."),
                new ModelChunk.ToolCallStarted(call.id(), call.name()),
                new ModelChunk.ToolArgumentsDelta(call.id(), "{}"),
                new ModelChunk.ToolCallReady(call),
                new ModelChunk.Finished(FinishReason.TOOL_CALLS));
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(new Capability(POST, "Post", "Sends", "", List.of(SEND)));
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        Hold hold = whileSending;
        if (hold != null) {
            hold.pass();
        }
        sent.incrementAndGet();
        return ToolResult.success("sent");
    }

    private static final class Answer implements ModelStream {

        private static final int MIDDLE = 2;

        private final Deque<ModelChunk> chunks;
        private final @Nullable Hold hold;
        private int given;

        Answer(List<ModelChunk> chunks, @Nullable Hold hold) {
            this.chunks = new ArrayDeque<>(chunks);
            this.hold = hold;
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            if (given == MIDDLE && hold != null) {
                hold.pass();
            }
            given++;
            return chunks.removeFirst();
        }

        @Override
        public void cancel() {
            close();
        }

        @Override
        public void close() {
            // Whoever waits at the hold is interrupted by the engine.
        }
    }
}
