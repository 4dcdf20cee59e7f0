package dev.perdure.llm.provider;

import dev.perdure.json.JsonObject;
import dev.perdure.model.Usage;
import java.util.Optional;
import java.util.OptionalLong;

/** What an answer cost, on a wire whose prompt includes what caches served and stored. */
public final class PromptUsage {

    private PromptUsage() {}

    /** Empty when nothing was counted: some servers send zeros until they know. */
    public static Optional<Usage> of(long prompt, long output, long read, long written) {
        if (prompt <= 0 && output <= 0) {
            return Optional.empty();
        }
        long all = Math.max(0, prompt);
        long readOfPrompt = Math.clamp(read, 0, all);
        long writtenOfPrompt = Math.clamp(written, 0, all - readOfPrompt);
        return Optional.of(
                new Usage(
                        all - readOfPrompt - writtenOfPrompt,
                        Math.max(0, output),
                        readOfPrompt,
                        writtenOfPrompt));
    }

    /** The same, with how much of the output was reasoning, where the server says so. */
    public static Usage withReasoning(Usage usage, Optional<JsonObject> details, String member) {
        OptionalLong reasoning =
                details.map(of -> of.longValue(member)).orElse(OptionalLong.empty());
        return reasoning.isEmpty()
                ? usage
                : usage.reasoning(Math.clamp(reasoning.getAsLong(), 0, usage.output()));
    }
}
