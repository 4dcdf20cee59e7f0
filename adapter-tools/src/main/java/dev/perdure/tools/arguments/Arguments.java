package dev.perdure.tools.arguments;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of one call, read strictly. A JSON null counts as absent: models write it so. */
public record Arguments(String tool, JsonObject values) {

    /** The arguments of {@code call}, none of which is unknown to the tool. */
    public static Arguments of(ToolCall call, ToolDefinition tool) throws InvalidArguments {
        if (!(call.arguments().value() instanceof JsonObject values)) {
            throw InvalidArguments.notAnObject(tool.name());
        }
        JsonObject known = tool.parameters().object("properties").orElse(JsonObject.empty());
        for (JsonMember member : values.members()) {
            if (known.get(member.name()).isEmpty()) {
                throw InvalidArguments.unknown(tool.name(), member.name());
            }
        }
        return new Arguments(tool.name(), values);
    }

    public JsonNumber number(String name) throws InvalidArguments {
        if (required(name) instanceof JsonNumber number) {
            return number;
        }
        throw not("a number", name);
    }

    public int integer(String name, int otherwise, int min, int max) throws InvalidArguments {
        if (value(name).isEmpty()) {
            return otherwise;
        }
        long number = values.longValue(name).orElse(Long.MIN_VALUE);
        if (number < min || number > max) {
            throw not("a whole number from " + min + " to " + max, name);
        }
        return (int) number;
    }

    public String text(String name) throws InvalidArguments {
        if (required(name) instanceof JsonString text && !text.value().isBlank()) {
            return text.value();
        }
        throw not("a text", name);
    }

    /** A text, which may be empty. */
    public String anyText(String name) throws InvalidArguments {
        if (required(name) instanceof JsonString text) {
            return text.value();
        }
        throw not("a text", name);
    }

    /** True or false; false when it is absent. */
    public boolean flag(String name) throws InvalidArguments {
        return value(name).isPresent()
                && values.bool(name).orElseThrow(() -> not("true or false", name));
    }

    /** Texts, at least one of them. */
    public List<String> texts(String name, int max) throws InvalidArguments {
        InvalidArguments wrong = not("a list of 1 to " + max + " texts", name);
        if (!(required(name) instanceof JsonArray array)
                || array.elements().isEmpty()
                || array.elements().size() > max) {
            throw wrong;
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            if (!(element instanceof JsonString text)) {
                throw wrong;
            }
            texts.add(text.value());
        }
        return List.copyOf(texts);
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    public String text(String name, String otherwise) throws InvalidArguments {
        return value(name).isEmpty() ? otherwise : text(name);
    }

    public String choice(String name, List<String> choices, String otherwise)
            throws InvalidArguments {
        String chosen = text(name, otherwise);
        if (!choices.contains(chosen)) {
            throw not("one of " + String.join(", ", choices), name);
        }
        return chosen;
    }

    public InvalidArguments not(String what, String name) {
        return InvalidArguments.not(what, tool, name);
    }

    private JsonValue required(String name) throws InvalidArguments {
        return value(name).orElseThrow(() -> InvalidArguments.missing(tool, name));
    }

    private Optional<JsonValue> value(String name) {
        return values.get(name).filter(value -> !(value instanceof JsonNull));
    }
}
