package dev.perdure.rest.everruns.wire;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.http.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The members of a received object, by type. A member of another type is a problem that names its
 * path; a missing one and JSON null are both absent.
 */
public final class Fields {

    private final Map<String, JsonValue> members;
    private final String path;

    private Fields(JsonObject object, String path) {
        this.members = object.asMap();
        this.path = path;
    }

    public static Fields of(JsonObject body) {
        return new Fields(body, "");
    }

    public static Fields of(JsonObject object, String path) {
        return new Fields(object, path + ".");
    }

    /** Whether the member was sent at all, JSON null included. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The members that were sent, in no particular order. */
    public Set<String> names() {
        return members.keySet();
    }

    public Optional<JsonValue> value(String name) {
        return Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof JsonNull));
    }

    public Optional<String> string(String name) {
        return typed(name, JsonString.class, "a string").map(JsonString::value);
    }

    public Optional<JsonObject> object(String name) {
        return typed(name, JsonObject.class, "an object");
    }

    public Optional<List<JsonValue>> array(String name) {
        return typed(name, JsonArray.class, "an array").map(JsonArray::elements);
    }

    public Optional<Boolean> bool(String name) {
        return typed(name, JsonBoolean.class, "true or false").map(JsonBoolean::value);
    }

    /** A number without a fraction, at least zero. */
    public OptionalInt count(String name) {
        Optional<JsonNumber> number = typed(name, JsonNumber.class, "a number");
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            BigDecimal exact = number.get().asBigDecimal();
            if (exact.signum() >= 0) {
                return OptionalInt.of(exact.intValueExact());
            }
        } catch (ArithmeticException notAnInt) {
            throw wrong(name, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        throw wrong(name, "a whole number from 0 to " + Integer.MAX_VALUE);
    }

    public Optional<List<String>> strings(String name) {
        return array(name).map(elements -> strings(name, elements));
    }

    /** An array whose elements are objects, each with its path. */
    public Optional<List<Fields>> objects(String name) {
        return array(name).map(elements -> objects(name, elements));
    }

    public ProblemException wrong(String name, String expected) {
        return RequestProblems.invalid(path + name, "must be " + expected + ".");
    }

    public ProblemException missing(String name) {
        return RequestProblems.invalid(path + name, "is required.");
    }

    /** The path of a member, as problems name it. */
    public String path(String name) {
        return path + name;
    }

    private List<String> strings(String name, List<JsonValue> elements) {
        List<String> strings = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            if (!(elements.get(i) instanceof JsonString string)) {
                throw wrong(name + "[" + i + "]", "a string");
            }
            strings.add(string.value());
        }
        return strings;
    }

    private List<Fields> objects(String name, List<JsonValue> elements) {
        List<Fields> objects = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            String place = name + "[" + i + "]";
            if (!(elements.get(i) instanceof JsonObject object)) {
                throw wrong(place, "an object");
            }
            objects.add(of(object, path + place));
        }
        return objects;
    }

    private <T extends JsonValue> Optional<T> typed(String name, Class<T> type, String expected) {
        Optional<JsonValue> value = value(name);
        if (value.isPresent() && !type.isInstance(value.get())) {
            throw wrong(name, expected);
        }
        return value.map(type::cast);
    }
}
