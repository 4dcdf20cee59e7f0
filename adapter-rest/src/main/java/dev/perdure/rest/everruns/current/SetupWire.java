package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.rest.everruns.wire.WireId;
import java.util.List;

/** What a turn runs with, by hashes. */
final class SetupWire {

    static final String MEMBER = "resolution";

    private SetupWire() {}

    static JsonObject write(TurnSetup setup) {
        List<JsonValue> capabilities =
                setup.capabilities().stream().<JsonValue>map(SetupWire::used).toList();
        return JsonObject.builder()
                .put("harness_id", WireId.HARNESS.write(setup.harness().value()))
                .put("capabilities", new JsonArray(capabilities))
                .put("system_prompt_sha256", setup.promptHash())
                .put("tools_sha256", setup.toolsHash())
                .build();
    }

    private static JsonObject used(TurnSetup.Used used) {
        JsonObjectBuilder body = JsonObject.builder().put("ref", used.id().value());
        if (!used.settingsHash().isEmpty()) {
            body.put("config_sha256", used.settingsHash());
        }
        return body.build();
    }
}
