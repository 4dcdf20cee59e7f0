package dev.perdure.rest.documentation;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Writes JSON with a line for each member, for people and for comparisons. */
final class IndentedJson {

    private static final String STEP = "  ";

    private IndentedJson() {}

    static byte[] utf8(JsonValue value) {
        StringBuilder text = new StringBuilder();
        write(text, value, "\n");
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param line the break before a line of the value's own level
     */
    private static void write(StringBuilder text, JsonValue value, String line) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            text.append('{');
            Iterator<JsonMember> members = object.members().iterator();
            while (members.hasNext()) {
                JsonMember member = members.next();
                text.append(line).append(STEP).append(new JsonString(member.name()).toJson());
                text.append(": ");
                write(text, member.value(), line + STEP);
                text.append(members.hasNext() ? "," : line + "}");
            }
        } else if (value instanceof JsonArray array
                && array.elements().stream().anyMatch(IndentedJson::isLarge)) {
            text.append('[');
            Iterator<JsonValue> elements = array.elements().iterator();
            while (elements.hasNext()) {
                text.append(line).append(STEP);
                write(text, elements.next(), line + STEP);
                text.append(elements.hasNext() ? "," : line + "]");
            }
        } else {
            text.append(value.toJson());
        }
    }

    private static boolean isLarge(JsonValue value) {
        return value instanceof JsonObject || value instanceof JsonArray;
    }
}
