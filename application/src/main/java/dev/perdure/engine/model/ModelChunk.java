package dev.perdure.engine.model;

import dev.perdure.json.JsonText;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;

/**
 * A piece of a model's answer. Grammar of every stream:
 *
 * <pre>
 * stream  = Failed | Started piece* end
 * piece   = TextDelta | ThinkingDelta | OpaquePart | call
 * call    = ToolCallStarted ToolArgumentsDelta* ToolCallReady     (calls may interleave)
 * end     = UsageReported? (Finished | Failed)
 * </pre>
 *
 * An opaque part that belongs to a call comes before that call is ready. Call ids are unique within
 * a stream and every call that was started is ready before {@code Finished}.
 */
public sealed interface ModelChunk {

    /** The provider accepted the request; {@code model} is the one that answers. */
    record Started(String model) implements ModelChunk {}

    record TextDelta(String text) implements ModelChunk {}

    record ThinkingDelta(String text) implements ModelChunk {}

    /**
     * The provider's own data about its reasoning, for itself to read when the answer is sent back.
     * A client sends back what is of its own origin and leaves out the rest.
     */
    record OpaquePart(Origin origin, JsonText data) implements ModelChunk {

        /** The origin alone. */
        @Override
        public String toString() {
            return "OpaquePart[origin=" + origin + "]";
        }
    }

    record ToolCallStarted(ToolCallId id, String name) implements ModelChunk {}

    record ToolArgumentsDelta(ToolCallId id, String json) implements ModelChunk {}

    record ToolCallReady(ToolCall call) implements ModelChunk {}

    record UsageReported(Usage usage) implements ModelChunk {}

    record Finished(FinishReason reason) implements ModelChunk {}

    /**
     * The call came to nothing.
     *
     * @param asked whether the provider may have got the request
     */
    record Failed(ModelFailure failure, boolean asked) implements ModelChunk {

        /** Of a provider that was asked. */
        public Failed(ModelFailure failure) {
            this(failure, true);
        }
    }
}
