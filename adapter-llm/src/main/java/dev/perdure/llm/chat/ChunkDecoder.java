package dev.perdure.llm.chat;

import dev.perdure.egress.sse.SseEvent;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.AnswerDecoder;
import dev.perdure.llm.provider.Failures;
import dev.perdure.llm.provider.ProviderError;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one answer into chunks of the port's grammar. The end is held back until the
 * stream ends, because usage is reported after the reason to finish. For one thread.
 */
final class ChunkDecoder implements AnswerDecoder {

    static final String REASONING = "reasoning_content";

    private static final String DONE = "[DONE]";

    private final Origin origin;
    private final Failures failures;
    private final CallAssembler calls;
    private final StringBuilder reasoning = new StringBuilder();
    private boolean started;
    private boolean refused;
    private boolean over;
    private @Nullable String finish;
    private @Nullable Usage usage;

    /**
     * @param origin with the model as asked for; what answers is told by the server, if at all
     */
    ChunkDecoder(Origin origin, Failures failures) {
        this.origin = origin;
        this.failures = failures;
        this.calls = new CallAssembler(origin);
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public Optional<Usage> usage() {
        return finish == null ? Optional.empty() : Optional.ofNullable(usage);
    }

    @Override
    public boolean isFinishing() {
        return finish != null;
    }

    @Override
    public List<ModelChunk> decode(SseEvent event) {
        List<ModelChunk> chunks = new ArrayList<>();
        String data = event.data().strip();
        if (data.equals(DONE)) {
            end(chunks, true);
            return chunks;
        }
        Optional<JsonObject> chunk =
                Json.parse(data)
                        .fold(
                                bad -> Optional.empty(),
                                value ->
                                        value instanceof JsonObject object
                                                ? Optional.of(object)
                                                : Optional.empty());
        if (chunk.isEmpty()) {
            fail(chunks, failures.garbled("sent an event that is no JSON object"));
        } else if (ProviderError.isOne(event.name(), chunk.get())) {
            fail(chunks, failures.inBand(ProviderError.of(chunk.get())));
        } else {
            read(chunk.get(), chunks);
        }
        return chunks;
    }

    @Override
    public List<ModelChunk> endOfStream() {
        List<ModelChunk> chunks = new ArrayList<>();
        end(chunks, false);
        return chunks;
    }

    private void read(JsonObject chunk, List<ModelChunk> chunks) {
        if (!started) {
            started = true;
            String answering = chunk.string("model").orElse("");
            chunks.add(new ModelChunk.Started(answering.isEmpty() ? origin.model() : answering));
        }
        chunk.object("usage").flatMap(UsageReport::of).ifPresent(counted -> usage = counted);
        for (JsonValue each : chunk.array("choices").map(JsonArray::elements).orElse(List.of())) {
            if (!over
                    && each instanceof JsonObject choice
                    && choice.longValue("index").orElse(0) == 0) {
                choose(choice, chunks);
            }
        }
    }

    private void choose(JsonObject choice, List<ModelChunk> chunks) {
        if (choice.object("error").isPresent()) {
            fail(chunks, failures.inBand(ProviderError.of(choice)));
            return;
        }
        choice.object("delta").ifPresent(delta -> piece(delta, chunks));
        // Some servers write an empty reason, or the word, where others write null.
        choice.string("finish_reason")
                .filter(reason -> !reason.isEmpty() && !reason.equals("null"))
                .ifPresent(reason -> finish = reason);
        if (calls.isTooLong()) {
            fail(chunks, failures.callsWithoutEnd());
        }
    }

    private void piece(JsonObject delta, List<ModelChunk> chunks) {
        Optional<String> content = delta.string(REASONING);
        content.ifPresent(reasoning::append);
        String thought = content.or(() -> delta.string("reasoning")).orElse("");
        if (!thought.isEmpty()) {
            chunks.add(new ModelChunk.ThinkingDelta(thought));
        }
        delta.get("content").ifPresent(said -> content(said, chunks));
        delta.string("refusal")
                .ifPresent(text -> {
                    refused = true;
                    text(text, chunks);
                });
        for (JsonValue each :
                delta.array("tool_calls").map(JsonArray::elements).orElse(List.of())) {
            if (each instanceof JsonObject call) {
                calls.take(call, chunks);
            }
        }
    }

    /** Text, or, from a few servers, parts with a type. */
    private static void content(JsonValue content, List<ModelChunk> chunks) {
        if (content instanceof JsonString text) {
            text(text.value(), chunks);
        } else if (content instanceof JsonArray parts) {
            for (JsonValue each : parts.elements()) {
                if (each instanceof JsonObject part) {
                    part.string("text").ifPresent(text -> text(text, chunks));
                    part.array("thinking").ifPresent(inner -> thinking(inner, chunks));
                }
            }
        }
    }

    private static void thinking(JsonArray parts, List<ModelChunk> chunks) {
        for (JsonValue each : parts.elements()) {
            if (each instanceof JsonObject part) {
                part.string("text")
                        .filter(text -> !text.isEmpty())
                        .ifPresent(text -> chunks.add(new ModelChunk.ThinkingDelta(text)));
            }
        }
    }

    private static void text(String text, List<ModelChunk> chunks) {
        if (!text.isEmpty()) {
            chunks.add(new ModelChunk.TextDelta(text));
        }
    }

    private void end(List<ModelChunk> chunks, boolean said) {
        if (!started) {
            fail(chunks, failures.garbled("ended its stream without an answer"));
            return;
        }
        if (finish == null && !said) {
            fail(chunks, failures.brokenOff());
            return;
        }
        if ("error".equals(finish)) {
            fail(chunks, failures.gaveUp());
            return;
        }
        boolean cutShort = "length".equals(finish) || "content_filter".equals(finish);
        Optional<List<ModelChunk>> ready = calls.ready(cutShort);
        if (ready.isEmpty()) {
            fail(chunks, cutShort ? failures.callCutShort() : failures.callGarbled());
            return;
        }
        if (!calls.isEmpty() && !reasoning.isEmpty()) {
            // Servers that reason under this name want it back with the calls it led to.
            JsonObject thought = JsonObject.builder().put(REASONING, reasoning.toString()).build();
            chunks.add(new ModelChunk.OpaquePart(origin, JsonText.of(thought)));
        }
        chunks.addAll(ready.get());
        chunks.add(new ModelChunk.Finished(reason()));
        over = true;
    }

    /** Whether tools are called is told by the calls: servers say "stop" beside them. */
    private FinishReason reason() {
        String said = finish == null ? "stop" : finish;
        return switch (said) {
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> {
                if (!calls.isEmpty()) {
                    yield FinishReason.TOOL_CALLS;
                }
                if (refused) {
                    yield FinishReason.REFUSAL;
                }
                yield switch (said) {
                    case "stop", "tool_calls", "function_call", "eos" -> FinishReason.STOP;
                    default -> FinishReason.OTHER;
                };
            }
        };
    }

    private void fail(List<ModelChunk> chunks, ModelChunk.Failed failed) {
        chunks.add(failed);
        over = true;
    }
}
