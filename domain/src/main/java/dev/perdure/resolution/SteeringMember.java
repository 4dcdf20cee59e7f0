package dev.perdure.resolution;

import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.turn.TurnLimits;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * One thing that a use of a {@link SteeringCapability} may say.
 *
 * @param form of its value, in words
 * @param change what the value changes; empty when it is no such value
 */
record SteeringMember(
        String name,
        String form,
        JsonObject schema,
        BiFunction<Manner, JsonValue, Optional<Manner>> change) {

    /** A whole number. */
    static SteeringMember number(
            String name, long min, long max, BiFunction<Manner, Integer, Manner> change) {
        return new SteeringMember(
                name,
                "a whole number from " + min + " to " + max,
                JsonObject.builder()
                        .put("type", "integer")
                        .put("minimum", min)
                        .put("maximum", max)
                        .build(),
                (manner, value) -> {
                    OptionalLong number =
                            value instanceof JsonNumber written
                                    ? written.exactLong()
                                    : OptionalLong.empty();
                    return number.isEmpty() || number.getAsLong() < min || number.getAsLong() > max
                            ? Optional.empty()
                            : Optional.of(change.apply(manner, (int) number.getAsLong()));
                });
    }

    /** A whole number that bounds a turn. */
    static SteeringMember limit(
            String name, long min, long max, BiFunction<TurnLimits, Integer, TurnLimits> change) {
        return number(
                name,
                min,
                max,
                (manner, bound) -> manner.limited(limits -> change.apply(limits, bound)));
    }

    /** True or false. */
    static SteeringMember flag(String name, BiFunction<Manner, Boolean, Manner> change) {
        return new SteeringMember(
                name,
                "true or false",
                JsonObject.builder().put("type", "boolean").build(),
                (manner, value) ->
                        value instanceof JsonBoolean flag
                                ? Optional.of(change.apply(manner, flag.value()))
                                : Optional.empty());
    }

    Optional<Manner> applied(Manner manner, JsonValue value) {
        return change.apply(manner, value);
    }
}
