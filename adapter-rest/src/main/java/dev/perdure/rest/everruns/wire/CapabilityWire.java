package dev.perdure.rest.everruns.wire;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Capabilities as agents and sessions name them: {@code {ref, config?}}, or a plain string. */
public final class CapabilityWire {

    private CapabilityWire() {}

    public static JsonArray write(List<CapabilityRef> refs) {
        List<JsonValue> elements = new ArrayList<>(refs.size());
        for (CapabilityRef ref : refs) {
            JsonObjectBuilder element = JsonObject.builder().put("ref", ref.id().value());
            if (!ref.config().members().isEmpty()) {
                element.put("config", ref.config());
            }
            elements.add(element.build());
        }
        return new JsonArray(elements);
    }

    public static Optional<List<CapabilityRef>> read(Fields body) {
        return body.array("capabilities").map(elements -> read(body, elements));
    }

    private static List<CapabilityRef> read(Fields body, List<JsonValue> elements) {
        List<CapabilityRef> refs = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            String place = "capabilities[" + i + "]";
            JsonValue element = elements.get(i);
            if (element instanceof JsonString name) {
                refs.add(new CapabilityRef(new CapabilityId(name.value()), JsonObject.empty()));
            } else if (element instanceof JsonObject object) {
                Fields fields = Fields.of(object, body.path(place));
                String ref = fields.string("ref").orElseThrow(() -> fields.missing("ref"));
                JsonObject config = fields.object("config").orElse(JsonObject.empty());
                refs.add(new CapabilityRef(new CapabilityId(ref), config));
            } else {
                throw body.wrong(place, "an object or a string");
            }
        }
        return refs;
    }
}
