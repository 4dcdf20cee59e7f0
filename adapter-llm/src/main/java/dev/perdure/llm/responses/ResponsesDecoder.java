package dev.perdure.llm.responses;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.llm.provider.Chunks;
import dev.perdure.llm.provider.EventReader;
import dev.perdure.llm.provider.Failures;
import dev.perdure.llm.provider.KeyedCalls;
import dev.perdure.llm.provider.PromptUsage;
import dev.perdure.llm.provider.ProviderError;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one answer into chunks. Pieces are told apart by the id of their item: places
 * and numbers are not on every server. The last event says how the answer ended, and what it cost.
 */
final class ResponsesDecoder implements EventReader {

    static final String MESSAGE = "message";
    static final String CALL = "function_call";
    static final String PHASE = "phase";

    private final Origin origin;
    private final Failures failures;
    private final KeyedCalls calls = new KeyedCalls();
    private boolean refused;
    private @Nullable Usage usage;

    ResponsesDecoder(Origin origin, Failures failures) {
        this.origin = origin;
        this.failures = failures;
    }

    /** Usage comes with the end. */
    @Override
    public boolean isFinishing() {
        return false;
    }

    @Override
    public Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }

    @Override
    public void read(JsonObject event, Chunks chunks) {
        String type = event.string("type").orElse("");
        if (!type.startsWith("response.")) {
            return;
        }
        JsonObject response = event.object("response").orElse(JsonObject.empty());
        chunks.started(response.string("model").orElse(""));
        response.object("usage").flatMap(ResponsesDecoder::counted).ifPresent(told -> usage = told);
        switch (type) {
            case "response.completed" -> complete(chunks);
            case "response.incomplete" -> cutShort(response, chunks);
            case "response.failed" ->
                    chunks.fail(
                            failures.inBand(
                                    ProviderError.of(response.get("error").orElse(response))));
            case "response.cancelled" -> chunks.fail(failures.gaveUp());
            default -> piece(type, event, chunks);
        }
        if (calls.isTooLong()) {
            chunks.fail(failures.callsWithoutEnd());
        }
    }

    @Override
    public void finish(Chunks chunks) {
        chunks.fail(failures.brokenOff());
    }

    private void piece(String type, JsonObject event, Chunks chunks) {
        String delta = event.string("delta").orElse("");
        switch (type) {
            case "response.output_text.delta" -> chunks.text(delta);
            case "response.refusal.delta" -> {
                refused = true;
                chunks.text(delta);
            }
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                    chunks.thinking(delta);
            case "response.reasoning_summary_part.added" -> {
                if (event.longValue("summary_index").orElse(0) > 0) {
                    chunks.thinking("\n\n");
                }
            }
            case "response.function_call_arguments.delta" ->
                    calls.append(key(event, event.string("item_id").orElse("")), delta, chunks);
            case "response.output_item.added" ->
                    event.object("item").ifPresent(item -> begin(event, item, chunks));
            case "response.output_item.done" ->
                    event.object("item").ifPresent(item -> end(event, item, chunks));
            default -> {
                // Progress, and what was thought of later.
            }
        }
    }

    private void begin(JsonObject event, JsonObject item, Chunks chunks) {
        String key = key(event, item.string("id").orElse(""));
        if (item.string("type").orElse("").equals(CALL) && !calls.hasBegun(key)) {
            calls.start(
                    key,
                    item.string("call_id").or(() -> item.string("id")).orElse(""),
                    item.string("name").orElse(""),
                    chunks);
            calls.append(key, item.string("arguments").orElse(""), chunks);
        }
    }

    private void end(JsonObject event, JsonObject item, Chunks chunks) {
        switch (item.string("type").orElse("")) {
            case CALL -> endCall(event, item, chunks);
            case "reasoning" -> {
                if (!item.string("encrypted_content").orElse("").isEmpty()) {
                    chunks.add(new ModelChunk.OpaquePart(origin, JsonText.of(item)));
                }
            }
            case MESSAGE ->
                    item.string(PHASE)
                            .map(phase ->
                                    JsonObject.builder()
                                            .put("type", MESSAGE)
                                            .put(PHASE, phase)
                                            .build())
                            .ifPresent(phased ->
                                    chunks.add(
                                            new ModelChunk.OpaquePart(
                                                    origin, JsonText.of(phased))));
            default -> {
                // An item of a kind that was not asked for.
            }
        }
    }

    private void endCall(JsonObject event, JsonObject item, Chunks chunks) {
        begin(event, item, chunks);
        String key = key(event, item.string("id").orElse(""));
        if (calls.isBlank(key)) {
            calls.append(key, item.string("arguments").orElse(""), chunks);
        }
        boolean cut = item.string("status").orElse("").equals("incomplete");
        if (!cut && !calls.end(key, chunks)) {
            chunks.fail(failures.callGarbled());
        }
    }

    private void complete(Chunks chunks) {
        if (!calls.endAll(chunks)) {
            chunks.fail(failures.callGarbled());
            return;
        }
        if (!calls.isEmpty()) {
            chunks.finished(FinishReason.TOOL_CALLS);
        } else {
            chunks.finished(refused ? FinishReason.REFUSAL : FinishReason.STOP);
        }
    }

    private void cutShort(JsonObject response, Chunks chunks) {
        if (calls.areOpen()) {
            chunks.fail(failures.callCutShort());
            return;
        }
        String why =
                response.object("incomplete_details")
                        .flatMap(details -> details.string("reason"))
                        .orElse("");
        chunks.finished(
                switch (why) {
                    case "max_output_tokens" -> FinishReason.LENGTH;
                    case "content_filter" -> FinishReason.CONTENT_FILTER;
                    default -> FinishReason.OTHER;
                });
    }

    private static Optional<Usage> counted(JsonObject usage) {
        JsonObject details = usage.object("input_tokens_details").orElse(JsonObject.empty());
        return PromptUsage.of(
                        usage.longValue("input_tokens").orElse(0),
                        usage.longValue("output_tokens").orElse(0),
                        details.longValue("cached_tokens").orElse(0),
                        details.longValue("cache_write_tokens").orElse(0))
                .map(counted ->
                        PromptUsage.withReasoning(
                                counted,
                                usage.object("output_tokens_details"),
                                "reasoning_tokens"));
    }

    private static String key(JsonObject event, String item) {
        return item.isEmpty() ? "at " + event.longValue("output_index").orElse(0) : item;
    }
}
