package dev.perdure.llm.anthropic;

import dev.perdure.json.JsonObject;
import dev.perdure.model.Usage;
import java.util.Optional;

/** What an answer cost so far: each report restates some of the numbers, none adds to them. */
final class TokenCount {

    private long input;
    private long output;
    private long cacheRead;
    private long cacheCreation;

    void count(JsonObject usage) {
        input = usage.longValue("input_tokens").orElse(input);
        output = usage.longValue("output_tokens").orElse(output);
        cacheRead = usage.longValue("cache_read_input_tokens").orElse(cacheRead);
        cacheCreation = usage.longValue("cache_creation_input_tokens").orElse(cacheCreation);
    }

    /** Nothing when nothing was counted. */
    Optional<Usage> report() {
        Usage usage =
                new Usage(
                        Math.max(0, input),
                        Math.max(0, output),
                        Math.max(0, cacheRead),
                        Math.max(0, cacheCreation));
        return usage.equals(Usage.NONE) ? Optional.empty() : Optional.of(usage);
    }
}
