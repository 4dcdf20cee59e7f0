package dev.perdure.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: members in the order in which they were received or put.
 *
 * <p>A name stands for one member only, because two readers of an object that repeats a name would
 * disagree about its value. The constructor throws {@link IllegalArgumentException} for such
 * members.
 *
 * <p>A look-up walks the members, so it is linear in their number. To look up many names of a large
 * object, take {@link #asMap()} once. The typed look-ups are empty when the member is absent or of
 * another type, JSON null included.
 */
public record JsonObject(List<JsonMember> members) implements JsonValue {

    private static final JsonObject EMPTY = new JsonObject(List.of());

    public JsonObject {
        members = List.copyOf(members);
        DistinctMembers distinct = DistinctMembers.none();
        for (JsonMember member : members) {
            if (distinct.has(member.name())) {
                throw new IllegalArgumentException(
                        "An object cannot have two members of the same name.");
            }
            distinct.add(member);
        }
    }

    /** The object without members. */
    public static JsonObject empty() {
        return EMPTY;
    }

    /** An object with the entries of the map, in the order in which the map yields them. */
    public static JsonObject of(Map<String, ? extends JsonValue> entries) {
        List<JsonMember> members = new ArrayList<>(entries.size());
        entries.forEach((name, value) -> members.add(new JsonMember(name, value)));
        return new JsonObject(members);
    }

    /** A builder without members. */
    public static JsonObjectBuilder builder() {
        return new JsonObjectBuilder();
    }

    /** The value of that name, JSON null included. */
    public Optional<JsonValue> get(String name) {
        for (JsonMember member : members) {
            if (member.name().equals(name)) {
                return Optional.of(member.value());
            }
        }
        return Optional.empty();
    }

    /** The text of that name, when it is a string. */
    public Optional<String> string(String name) {
        return get(name, JsonString.class).map(JsonString::value);
    }

    /**
     * The number of that name, when it is exactly a {@code long}: {@code 1.0} and {@code 1e2} are.
     */
    public OptionalLong longValue(String name) {
        return get(name, JsonNumber.class)
                .map(JsonNumber::exactLong)
                .orElseGet(OptionalLong::empty);
    }

    /** The truth value of that name, when it is one. */
    public Optional<Boolean> bool(String name) {
        return get(name, JsonBoolean.class).map(JsonBoolean::value);
    }

    /** The object of that name, when it is one. */
    public Optional<JsonObject> object(String name) {
        return get(name, JsonObject.class);
    }

    /** The array of that name, when it is one. */
    public Optional<JsonArray> array(String name) {
        return get(name, JsonArray.class);
    }

    /** The members as an unmodifiable map in the same order, built at each call. */
    public Map<String, JsonValue> asMap() {
        Map<String, JsonValue> map = LinkedHashMap.newLinkedHashMap(members.size());
        members.forEach(member -> map.put(member.name(), member.value()));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject that
                && members.size() == that.members.size()
                && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    /** The same as {@link #toJson()}. */
    @Override
    public String toString() {
        return toJson();
    }

    private <T extends JsonValue> Optional<T> get(String name, Class<T> type) {
        return get(name).filter(type::isInstance).map(type::cast);
    }
}
