package dev.perdure.service;

import dev.perdure.json.JsonObject;
import dev.perdure.persistence.PostgresStorage;
import java.util.Locale;

/** What {@code /health} says of this node beside that it lives. */
record NodeDetails(Models models, PerdureConfiguration configuration, PostgresStorage storage) {

    JsonObject now() {
        return JsonObject.builder()
                .put("role", configuration.engine().role().word())
                .put("model", models.standard().name())
                .put("database", configuration.database().isEmbedded() ? "embedded" : "external")
                .put("hints", storage.hearsHints() ? "notify" : "poll")
                .put("death", storage.deathNotice().name().toLowerCase(Locale.ROOT))
                .build();
    }
}
