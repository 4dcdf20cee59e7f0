package dev.perdure.llm.chat;

import dev.perdure.json.JsonObject;
import dev.perdure.model.Usage;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a server says it counted. On this wire the prompt includes what caches served. */
final class UsageReport {

    private UsageReport() {}

    /** Empty when nothing was counted: some servers send zeros until they know. */
    static Optional<Usage> of(JsonObject usage) {
        long prompt = count(usage.longValue("prompt_tokens"));
        long output = count(usage.longValue("completion_tokens"));
        if (prompt == 0 && output == 0) {
            return Optional.empty();
        }
        JsonObject details = usage.object("prompt_tokens_details").orElse(JsonObject.empty());
        OptionalLong cached = details.longValue("cached_tokens");
        long read = count(cached.isPresent() ? cached : usage.longValue("prompt_cache_hit_tokens"));
        long written = count(details.longValue("cache_write_tokens"));
        long readOfPrompt = Math.min(read, prompt);
        long writtenOfPrompt = Math.min(written, prompt - readOfPrompt);
        return Optional.of(
                new Usage(
                        prompt - readOfPrompt - writtenOfPrompt,
                        output,
                        readOfPrompt,
                        writtenOfPrompt));
    }

    private static long count(OptionalLong reported) {
        return Math.max(0, reported.orElse(0));
    }
}
