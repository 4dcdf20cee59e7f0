package dev.perdure.llm.gemini;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.Chunks;
import dev.perdure.llm.provider.EventReader;
import dev.perdure.llm.provider.Failures;
import dev.perdure.llm.provider.KeyedCalls;
import dev.perdure.llm.provider.PromptUsage;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one answer into chunks. Every event is a piece of the whole answer; calls
 * come whole, one to a part. There is no last event: one says why the answer finishes, and the
 * stream ends.
 */
final class GeminiDecoder implements EventReader {

    private final Origin origin;
    private final Failures failures;
    private final KeyedCalls calls = new KeyedCalls();
    private int parts;
    private @Nullable String finish;
    private @Nullable Usage usage;

    GeminiDecoder(Origin origin, Failures failures) {
        this.origin = origin;
        this.failures = failures;
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
    public void read(JsonObject event, Chunks chunks) {
        chunks.started(event.string("modelVersion").orElse(""));
        event.object("usageMetadata")
                .flatMap(GeminiDecoder::counted)
                .ifPresent(counted -> usage = counted);
        Optional<String> blocked =
                event.object("promptFeedback").flatMap(told -> told.string("blockReason"));
        if (blocked.isPresent()) {
            chunks.fail(failures.filtered(blocked.get()));
            return;
        }
        for (JsonValue each : elements(event, "candidates")) {
            if (each instanceof JsonObject candidate
                    && candidate.longValue("index").orElse(0) == 0) {
                candidate(candidate, chunks);
            }
        }
        if (calls.isTooLong()) {
            chunks.fail(failures.callsWithoutEnd());
        }
    }

    @Override
    public void finish(Chunks chunks) {
        String reason = finish;
        if (reason == null) {
            chunks.fail(failures.brokenOff());
        } else if (calls.areOpen()) {
            chunks.fail(failures.callCutShort());
        } else if (isBadCall(reason)) {
            chunks.fail(failures.callGarbled());
        } else {
            chunks.finished(reason(reason));
        }
    }

    private void candidate(JsonObject candidate, Chunks chunks) {
        JsonObject content = candidate.object("content").orElse(JsonObject.empty());
        for (JsonValue each : elements(content, "parts")) {
            if (each instanceof JsonObject part) {
                part(part, chunks);
            }
        }
        candidate
                .string("finishReason")
                .filter(reason -> !reason.isEmpty())
                .ifPresent(reason -> finish = reason);
    }

    private void part(JsonObject part, Chunks chunks) {
        String key = "part " + parts++;
        Optional<String> signature = part.string(Contents.SIGNATURE);
        Optional<JsonObject> call = part.object("functionCall");
        if (call.isPresent()) {
            signature
                    .map(sign -> JsonObject.builder().put(Contents.SIGNATURE, sign).build())
                    .ifPresent(signed -> keep(signed, chunks));
            call(key, call.get(), chunks);
            return;
        }
        String text = part.string("text").orElse("");
        if (part.bool("thought").orElse(false)) {
            chunks.thinking(text);
        } else {
            chunks.text(text);
        }
        signature
                .map(sign ->
                        JsonObject.builder().put("text", "").put(Contents.SIGNATURE, sign).build())
                .ifPresent(signed -> keep(signed, chunks));
    }

    private void call(String key, JsonObject call, Chunks chunks) {
        calls.start(key, call.string("id").orElse(""), call.string("name").orElse(""), chunks);
        call.object("args").ifPresent(args -> calls.append(key, args.toJson(), chunks));
        if (!call.bool("willContinue").orElse(false) && !calls.end(key, chunks)) {
            chunks.fail(failures.callGarbled());
        }
    }

    private void keep(JsonObject data, Chunks chunks) {
        chunks.add(new ModelChunk.OpaquePart(origin, JsonText.of(data)));
    }

    private static boolean isBadCall(String reason) {
        return switch (reason) {
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" -> true;
            default -> false;
        };
    }

    /** Whether tools are called is told by the calls: the server says STOP beside them. */
    private FinishReason reason(String said) {
        return switch (said) {
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "LANGUAGE",
                    "IMAGE_SAFETY" ->
                    FinishReason.CONTENT_FILTER;
            default -> {
                if (!calls.isEmpty()) {
                    yield FinishReason.TOOL_CALLS;
                }
                yield said.equals("STOP") ? FinishReason.STOP : FinishReason.OTHER;
            }
        };
    }

    private static Optional<Usage> counted(JsonObject usage) {
        long output =
                usage.longValue("candidatesTokenCount").orElse(0)
                        + usage.longValue("thoughtsTokenCount").orElse(0);
        return PromptUsage.of(
                        usage.longValue("promptTokenCount").orElse(0),
                        output,
                        usage.longValue("cachedContentTokenCount").orElse(0),
                        0)
                .map(counted ->
                        PromptUsage.withReasoning(
                                counted, Optional.of(usage), "thoughtsTokenCount"));
    }

    private static List<JsonValue> elements(JsonObject of, String name) {
        return of.array(name).map(JsonArray::elements).orElse(List.of());
    }
}
