package dev.perdure.tools.mcp;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.Comparator;
import java.util.List;

/** A JSON value with the members of its objects in the order of their names. */
final class Canonical {

    private Canonical() {}

    static JsonValue of(JsonValue value) {
        return switch (value) {
            case JsonObject object -> of(object);
            case JsonArray array ->
                    new JsonArray(array.elements().stream().map(Canonical::of).toList());
            case JsonString text -> text;
            case JsonNumber number -> number;
            case JsonBoolean flag -> flag;
            case JsonNull nothing -> nothing;
        };
    }

    static JsonObject of(JsonObject object) {
        List<JsonMember> members =
                object.members().stream()
                        .map(member -> new JsonMember(member.name(), of(member.value())))
                        .sorted(Comparator.comparing(JsonMember::name))
                        .toList();
        return new JsonObject(members);
    }
}
