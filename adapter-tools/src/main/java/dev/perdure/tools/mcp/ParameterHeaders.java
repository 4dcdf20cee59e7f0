package dev.perdure.tools.mcp;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The arguments that a tool wants repeated in headers, so that what stands between can route by
 * them: those its schema marks with {@code x-mcp-header}, on a way of {@code properties} alone.
 */
final class ParameterHeaders {

    private static final String MARK = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";
    private static final Set<String> PRIMITIVE = Set.of("string", "integer", "boolean");
    private static final long SAFE_MAX = (1L << 53) - 1;

    private final Map<List<String>, String> byPath = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private int marks;

    private ParameterHeaders() {}

    /** Whether the marks of a schema are as they have to be. */
    static boolean areSound(JsonObject schema) {
        ParameterHeaders headers = new ParameterHeaders();
        return headers.collect(schema, List.of()) && headers.marks == marks(schema);
    }

    /** The headers of a call; the schema has to be sound. */
    static Map<String, String> of(JsonObject schema, JsonObject arguments) {
        ParameterHeaders headers = new ParameterHeaders();
        headers.collect(schema, List.of());
        Map<String, String> sent = new LinkedHashMap<>();
        headers.byPath.forEach((path, name) ->
                value(arguments, path)
                        .ifPresent(text -> sent.put(PREFIX + name, HeaderText.of(text))));
        return sent;
    }

    private boolean collect(JsonObject schema, List<String> path) {
        Optional<JsonValue> mark = schema.get(MARK);
        if (mark.isPresent()) {
            marks++;
            boolean sound =
                    !path.isEmpty()
                            && mark.get() instanceof JsonString name
                            && isToken(name.value())
                            && names.add(name.value().toLowerCase(Locale.ROOT))
                            && schema.string("type").filter(PRIMITIVE::contains).isPresent();
            if (!sound) {
                return false;
            }
            byPath.put(path, ((JsonString) mark.get()).value());
        }
        for (JsonMember property :
                schema.object("properties").orElse(JsonObject.empty()).members()) {
            if (property.value() instanceof JsonObject below) {
                List<String> way = new ArrayList<>(path);
                way.add(property.name());
                if (!collect(below, way)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How often a schema is marked, anywhere in it but as the name of a property. */
    private static int marks(JsonValue value) {
        return switch (value) {
            case JsonArray array ->
                    array.elements().stream().mapToInt(ParameterHeaders::marks).sum();
            case JsonObject object ->
                    (object.get(MARK).isPresent() ? 1 : 0)
                            + object.members().stream().mapToInt(member -> below(member)).sum();
            case JsonString leaf -> 0;
            case JsonNumber leaf -> 0;
            case JsonBoolean leaf -> 0;
            case JsonNull leaf -> 0;
        };
    }

    private static int below(JsonMember member) {
        if (member.name().equals("properties") && member.value() instanceof JsonObject names) {
            return names.members().stream().mapToInt(property -> marks(property.value())).sum();
        }
        return marks(member.value());
    }

    private static Optional<String> value(JsonObject arguments, List<String> path) {
        JsonObject at = arguments;
        for (String step : path.subList(0, path.size() - 1)) {
            at = at.object(step).orElse(JsonObject.empty());
        }
        String name = path.getLast();
        OptionalLong whole = at.longValue(name);
        if (whole.isPresent()) {
            return Math.abs(whole.getAsLong()) <= SAFE_MAX
                    ? Optional.of(Long.toString(whole.getAsLong()))
                    : Optional.empty();
        }
        JsonObject holder = at;
        return holder.string(name).or(() -> holder.bool(name).map(flag -> Boolean.toString(flag)));
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c ->
                                c < 0x7f
                                        && (Character.isLetterOrDigit(c)
                                                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0));
    }
}
