package dev.perdure.llm.provider;

import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/** The schema of a tool's arguments as servers accept it: it says that they are an object. */
public final class ToolSchema {

    private ToolSchema() {}

    public static JsonObject of(JsonObject schema) {
        if (schema.get("type").isPresent()) {
            return schema;
        }
        List<JsonMember> members = new ArrayList<>();
        members.add(new JsonMember("type", new JsonString("object")));
        if (schema.get("properties").isEmpty()) {
            members.add(new JsonMember("properties", JsonObject.empty()));
        }
        members.addAll(schema.members());
        return new JsonObject(members);
    }
}
