package dev.perdure.resolution;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.CapabilityUse;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import java.util.List;

/** Makes the hashes of a {@link TurnSetup}; equal content, equal hashes, on any node. */
final class SetupHashes {

    private SetupHashes() {}

    /** The capabilities in use, with what all the uses that were named say of each. */
    static List<TurnSetup.Used> used(List<CapabilityUse> uses, List<CapabilityRef> named) {
        return uses.stream()
                .map(use -> new TurnSetup.Used(use.ref().id(), settings(use.ref().id(), named)))
                .toList();
    }

    private static String settings(CapabilityId id, List<CapabilityRef> named) {
        List<JsonValue> said =
                named.stream()
                        .filter(use -> use.id().equals(id))
                        .map(CapabilityRef::config)
                        .filter(config -> !config.members().isEmpty())
                        .<JsonValue>map(config -> config)
                        .toList();
        return said.isEmpty() ? "" : JsonText.of(new JsonArray(said)).sha256();
    }

    static TurnSetup setup(ResolvedAgent agent) {
        List<JsonValue> tools =
                agent.tools().stream()
                        .<JsonValue>map(tool -> new JsonString(agent.definitionHash(tool)))
                        .toList();
        return new TurnSetup(
                agent.harness(),
                agent.capabilities(),
                JsonText.of(new JsonString(agent.instructions())).sha256(),
                JsonText.of(new JsonArray(tools)).sha256());
    }
}
