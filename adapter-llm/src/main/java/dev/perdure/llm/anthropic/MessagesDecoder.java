package dev.perdure.llm.anthropic;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.llm.provider.Chunks;
import dev.perdure.llm.provider.EventReader;
import dev.perdure.llm.provider.Failures;
import dev.perdure.llm.provider.KeyedCalls;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one answer into chunks. An answer is made of numbered blocks. Whether a call
 * is whole is known when the next block begins or the answer says why it ends: a bound may cut it
 * short, and its block ends all the same.
 */
final class MessagesDecoder implements EventReader {

    private static final int THOUGHTS_MAX = 256;
    private static final int THOUGHT_CHARACTERS_MAX = 8 * 1024 * 1024;

    private final Origin origin;
    private final Failures failures;
    private final KeyedCalls calls = new KeyedCalls();
    private final Map<Long, ThinkingBlock> thinking = new HashMap<>();
    private final TokenCount tokens = new TokenCount();
    private long thoughtCharacters;
    private @Nullable String openCall;
    private @Nullable String stop;

    MessagesDecoder(Origin origin, Failures failures) {
        this.origin = origin;
        this.failures = failures;
    }

    @Override
    public Optional<Usage> usage() {
        return stop == null ? Optional.empty() : tokens.report();
    }

    @Override
    public boolean isFinishing() {
        return stop != null;
    }

    @Override
    public void read(JsonObject event, Chunks chunks) {
        long index = event.longValue("index").orElse(0);
        switch (event.string("type").orElse("")) {
            case "message_start" -> begin(event.object("message").orElse(event), chunks);
            case "content_block_start" ->
                    event.object("content_block").ifPresent(block -> start(index, block, chunks));
            case "content_block_delta" ->
                    event.object("delta").ifPresent(delta -> piece(index, delta, chunks));
            case "content_block_stop" -> keep(index, chunks);
            case "message_delta" -> {
                event.object("usage").ifPresent(tokens::count);
                event.object("delta")
                        .flatMap(delta -> delta.string("stop_reason"))
                        .filter(reason -> !reason.isEmpty())
                        .ifPresent(reason -> stop = reason);
            }
            case "message_stop" -> {
                chunks.started("");
                finish(chunks);
            }
            default -> {
                // Pings, and what was thought of later.
            }
        }
        if (calls.isTooLong()) {
            chunks.fail(failures.callsWithoutEnd());
        }
        if (thinking.size() > THOUGHTS_MAX || thoughtCharacters > THOUGHT_CHARACTERS_MAX) {
            chunks.fail(failures.garbled("thinks without an end"));
        }
    }

    @Override
    public void finish(Chunks chunks) {
        String reason = stop;
        if (reason == null) {
            chunks.fail(failures.brokenOff());
        } else if (endCall(chunks, isCutShort(reason))) {
            chunks.finished(reason(reason));
        } else {
            chunks.fail(unusableCall(reason));
        }
    }

    private void begin(JsonObject message, Chunks chunks) {
        chunks.started(message.string("model").orElse(""));
        message.object("usage").ifPresent(tokens::count);
    }

    private void start(long index, JsonObject block, Chunks chunks) {
        chunks.started("");
        if (!endCall(chunks, false)) {
            chunks.fail(failures.callGarbled());
            return;
        }
        switch (block.string("type").orElse("")) {
            case "text" -> chunks.text(block.string("text").orElse(""));
            case "thinking" -> {
                thinking.put(index, new ThinkingBlock());
                piece(index, block, chunks);
            }
            case "redacted_thinking" ->
                    chunks.add(new ModelChunk.OpaquePart(origin, JsonText.of(block)));
            case "tool_use" -> {
                String call = "block " + index;
                openCall = call;
                calls.start(
                        call,
                        block.string("id").orElse(""),
                        block.string("name").orElse(""),
                        chunks);
                // Some servers have the whole input here and send no pieces.
                block.object("input")
                        .filter(input -> !input.members().isEmpty())
                        .ifPresent(input -> calls.append(call, input.toJson(), chunks));
            }
            default -> {
                // A block of a kind that was not asked for.
            }
        }
    }

    private void piece(long index, JsonObject delta, Chunks chunks) {
        ThinkingBlock thought = thinking.get(index);
        if (thought != null) {
            String text = delta.string("thinking").orElse("");
            thought.text().append(text);
            String signature = delta.string("signature").orElse("");
            thoughtCharacters += text.length() + signature.length();
            chunks.thinking(text);
            thought.signature().append(signature);
            return;
        }
        chunks.started("");
        if (delta.string("type").orElse("text_delta").equals("text_delta")) {
            delta.string("text").ifPresent(text -> chunks.text(text));
        }
        delta.string("partial_json")
                .ifPresent(json -> calls.append("block " + index, json, chunks));
    }

    private void keep(long index, Chunks chunks) {
        ThinkingBlock thought = thinking.remove(index);
        if (thought != null && !thought.signature().isEmpty()) {
            chunks.add(new ModelChunk.OpaquePart(origin, JsonText.of(thought.json())));
        }
    }

    /**
     * Ends the call whose block came last.
     *
     * @return whether there is none, or it can be run
     */
    private boolean endCall(Chunks chunks, boolean cutShort) {
        String call = openCall;
        openCall = null;
        if (call == null || !calls.isUnderWay(call)) {
            return true;
        }
        return (!cutShort || calls.isWhole(call)) && calls.end(call, chunks);
    }

    private ModelChunk.Failed unusableCall(String reason) {
        if (reason.equals("refusal")) {
            return failures.filtered(reason);
        }
        return isCutShort(reason) ? failures.callCutShort() : failures.callGarbled();
    }

    private static boolean isCutShort(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded", "refusal" -> true;
            default -> false;
        };
    }

    private FinishReason reason(String said) {
        return switch (said) {
            case "max_tokens" -> FinishReason.LENGTH;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
            case "refusal" -> FinishReason.REFUSAL;
            default -> {
                if (!calls.isEmpty()) {
                    yield FinishReason.TOOL_CALLS;
                }
                yield switch (said) {
                    case "end_turn", "stop_sequence", "tool_use" -> FinishReason.STOP;
                    case "pause_turn" -> FinishReason.PAUSED;
                    default -> FinishReason.OTHER;
                };
            }
        };
    }

    /** Thought under way. */
    private record ThinkingBlock(StringBuilder text, StringBuilder signature) {

        ThinkingBlock() {
            this(new StringBuilder(), new StringBuilder());
        }

        JsonObject json() {
            return JsonObject.builder()
                    .put("type", "thinking")
                    .put("thinking", text.toString())
                    .put("signature", signature.toString())
                    .build();
        }
    }
}
