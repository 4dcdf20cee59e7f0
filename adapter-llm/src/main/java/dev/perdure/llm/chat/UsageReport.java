package dev.perdure.llm.chat;

import dev.perdure.json.JsonObject;
import dev.perdure.llm.provider.PromptUsage;
import dev.perdure.model.Usage;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server counted. */
final class UsageReport {

    private UsageReport() {}

    static Optional<Usage> of(JsonObject usage) {
        JsonObject details = usage.object("prompt_tokens_details").orElse(JsonObject.empty());
        long prompt = usage.longValue("prompt_tokens").orElse(0);
        long answer = usage.longValue("completion_tokens").orElse(0);
        long reasoning =
                usage.object("completion_tokens_details")
                        .map(of -> of.longValue("reasoning_tokens").orElse(0))
                        .orElse(0L);
        // A few servers count what was reasoned beside the completion; their total tells.
        boolean beside =
                reasoning > 0
                        && usage.longValue("total_tokens").orElse(0) == prompt + answer + reasoning;
        OptionalLong cached = details.longValue("cached_tokens");
        return PromptUsage.of(
                        prompt,
                        beside ? answer + reasoning : answer,
                        cached.orElseGet(
                                () -> usage.longValue("prompt_cache_hit_tokens").orElse(0)),
                        details.longValue("cache_write_tokens").orElse(0))
                .map(counted ->
                        PromptUsage.withReasoning(
                                counted,
                                usage.object("completion_tokens_details"),
                                "reasoning_tokens"));
    }
}
