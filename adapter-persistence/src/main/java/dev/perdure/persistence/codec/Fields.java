package dev.perdure.persistence.codec;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one stored object, read by type. A member that is missing or of another type is a
 * defect of whoever wrote it, or damage, and throws {@link IllegalStateException}.
 */
final class Fields {

    private final String where;
    private final Map<String, JsonValue> members;
    private final @Nullable UUID turn;
    private final @Nullable Integer step;

    private Fields(String where, JsonObject object, @Nullable UUID turn, @Nullable Integer step) {
        this.where = where;
        this.members = object.asMap();
        this.turn = turn;
        this.step = step;
    }

    static Fields of(StoredEntry entry, JsonObject payload) {
        return new Fields(entry.type(), payload, entry.turn(), entry.step());
    }

    static Fields of(String where, JsonObject object) {
        return new Fields(where, object, null, null);
    }

    TurnId turn() {
        if (turn == null) {
            throw new IllegalStateException(where + " is stored without its turn");
        }
        return new TurnId(turn);
    }

    StepNumber step() {
        if (step == null) {
            throw new IllegalStateException(where + " is stored without its step");
        }
        return new StepNumber(step);
    }

    String text(String name) {
        return member(name, JsonString.class).value();
    }

    long number(String name) {
        return member(name, JsonNumber.class).asLong();
    }

    int integer(String name) {
        return Math.toIntExact(number(name));
    }

    boolean flag(String name) {
        return member(name, JsonBoolean.class).value();
    }

    UUID uuid(String name) {
        return UUID.fromString(text(name));
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    Duration duration(String name) {
        return Duration.parse(text(name));
    }

    JsonObject object(String name) {
        return member(name, JsonObject.class);
    }

    /** Whether there is such a member; younger ones are not written while they say nothing new. */
    boolean has(String name) {
        return members.containsKey(name);
    }

    /** The object of a member that is not written while it is empty. */
    JsonObject orEmpty(String name) {
        return members.containsKey(name) ? object(name) : JsonObject.empty();
    }

    Fields fields(String name) {
        return new Fields(where + "." + name, object(name), turn, step);
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
    }

    List<String> texts(String name) {
        return member(name, JsonArray.class).elements().stream()
                .map(element -> as(name, element, JsonString.class).value())
                .toList();
    }

    <T> List<T> list(String name, Function<Fields, T> read) {
        return member(name, JsonArray.class).elements().stream()
                .map(element -> as(name, element, JsonObject.class))
                .map(element -> read.apply(new Fields(where + "." + name, element, turn, step)))
                .toList();
    }

    /** What {@code read} makes of the member; nothing when it is absent. */
    <T> @Nullable T orNull(String name, BiFunction<Fields, String, T> read) {
        return members.containsKey(name) ? read.apply(this, name) : null;
    }

    IllegalStateException unknown(String name) {
        return new IllegalStateException(where + "." + name + " is unknown: " + text(name));
    }

    private <T extends JsonValue> T member(String name, Class<T> type) {
        JsonValue value = members.get(name);
        if (value == null) {
            throw new IllegalStateException(where + " is stored without its member " + name);
        }
        return as(name, value, type);
    }

    private <T extends JsonValue> T as(String name, JsonValue value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalStateException(
                    where + "." + name + " is not a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
