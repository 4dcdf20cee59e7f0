package dev.perdure.rest.everruns.wire;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.model.Usage;

/** Tokens. */
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
        return body.build();
    }
}
