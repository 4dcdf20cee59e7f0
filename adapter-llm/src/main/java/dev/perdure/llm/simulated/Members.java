package dev.perdure.llm.simulated;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The members of one object of the settings, read strictly; what is wrong is named by its path. */
record Members(String path, JsonObject object) {

    static Members of(String path, JsonValue value) throws MalformedSettings {
        if (value instanceof JsonObject object) {
            return new Members(path, object);
        }
        throw MalformedSettings.notOfType(path, "an object");
    }

    Members only(Set<String> known) throws MalformedSettings {
        for (JsonMember member : object.members()) {
            if (!known.contains(member.name())) {
                throw MalformedSettings.unknown(pathOf(member.name()));
            }
        }
        return this;
    }

    String pathOf(String name) {
        return path + "." + name;
    }

    /** A string; empty when absent. */
    String text(String name) throws MalformedSettings {
        Optional<JsonValue> value = object.get(name);
        if (value.isEmpty()) {
            return "";
        }
        if (value.get() instanceof JsonString text) {
            return text.value();
        }
        throw MalformedSettings.notOfType(pathOf(name), "a string");
    }

    int number(String name, int otherwise, int max) throws MalformedSettings {
        Optional<JsonValue> value = object.get(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!(value.get() instanceof JsonNumber)) {
            throw MalformedSettings.notOfType(pathOf(name), "a number");
        }
        long number = object.longValue(name).orElse(-1);
        if (number < 0 || number > max) {
            throw MalformedSettings.outOfRange(pathOf(name), 0, max);
        }
        return (int) number;
    }

    /** A constant of an enum in lower case. */
    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) throws MalformedSettings {
        String chosen = text(name);
        if (chosen.isEmpty() && object.get(name).isEmpty()) {
            return otherwise;
        }
        List<String> choices = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String spelled = constant.name().toLowerCase(Locale.ROOT);
            if (spelled.equals(chosen)) {
                return constant;
            }
            choices.add(spelled);
        }
        throw MalformedSettings.notOneOf(pathOf(name), String.join(", ", choices));
    }

    boolean has(String name) {
        return object.get(name).isPresent();
    }

    /** An object that has to be there. */
    Members members(String name) throws MalformedSettings {
        return of(
                pathOf(name),
                object.get(name).orElseThrow(() -> MalformedSettings.missing(pathOf(name))));
    }

    /** The objects of an array; none when it is absent. */
    List<Members> list(String name, int max) throws MalformedSettings {
        Optional<JsonValue> value = object.get(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof JsonArray array)) {
            throw MalformedSettings.notOfType(pathOf(name), "an array");
        }
        if (array.elements().size() > max) {
            throw MalformedSettings.outOfRange("the length of " + pathOf(name), 0, max);
        }
        List<Members> all = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            all.add(of(pathOf(name) + "[" + all.size() + "]", element));
        }
        return all;
    }
}
