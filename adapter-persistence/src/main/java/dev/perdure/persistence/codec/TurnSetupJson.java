package dev.perdure.persistence.codec;

import dev.perdure.capability.CapabilityId;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.resolution.TurnSetup;

/** What a turn runs with, as it is stored. */
final class TurnSetupJson {

    private TurnSetupJson() {}

    static JsonObject write(TurnSetup setup) {
        return JsonObject.builder()
                .put("harness", Values.text(setup.harness().value()))
                .put("capabilities", Values.list(setup.capabilities(), TurnSetupJson::used))
                .put("prompt", setup.promptHash())
                .put("tools", setup.toolsHash())
                .build();
    }

    static TurnSetup read(Fields in) {
        return new TurnSetup(
                new HarnessId(in.uuid("harness")),
                in.list("capabilities", TurnSetupJson::used),
                in.text("prompt"),
                in.text("tools"));
    }

    private static JsonObject used(TurnSetup.Used used) {
        JsonObjectBuilder body = JsonObject.builder().put("id", used.id().value());
        if (!used.settingsHash().isEmpty()) {
            body.put("settings", used.settingsHash());
        }
        return body.build();
    }

    private static TurnSetup.Used used(Fields in) {
        return new TurnSetup.Used(
                new CapabilityId(in.text("id")), in.has("settings") ? in.text("settings") : "");
    }
}
