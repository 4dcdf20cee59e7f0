package dev.perdure.rest.everruns.wire;

import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.model.Usage;

/** Tokens, and what they cost as far as that is known: tokens at listed prices. */
public final class UsageWire {

    private UsageWire() {}

    public static JsonObject write(Usage usage) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("input_tokens", usage.input())
                        .put("output_tokens", usage.output());
        if (usage.cacheRead() > 0) {
            body.put("cache_read_tokens", usage.cacheRead());
        }
        if (usage.cacheCreation() > 0) {
            body.put("cache_creation_tokens", usage.cacheCreation());
        }
        if (usage.reasoning() != null) {
            body.put("reasoning_tokens", usage.reasoning());
        }
        if (usage.cost() != null) {
            JsonNumber dollars = new JsonNumber(usage.cost().usd().toPlainString());
            body.put("estimated_cost_usd", dollars).put("effective_cost_usd", dollars);
        }
        return body.build();
    }
}
