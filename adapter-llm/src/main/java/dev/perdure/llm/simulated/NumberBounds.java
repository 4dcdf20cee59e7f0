package dev.perdure.llm.simulated;

import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The range a schema allows a number.
 *
 * @param least absent means there is none
 * @param most absent means there is none
 */
record NumberBounds(@Nullable BigDecimal least, @Nullable BigDecimal most) {

    /**
     * Exclusive bounds are moved in by one, which is exact for integers and enough for the rest.
     */
    static NumberBounds of(JsonObject schema) {
        BigDecimal least =
                bound(schema, "minimum")
                        .or(() -> bound(schema, "exclusiveMinimum").map(b -> b.add(BigDecimal.ONE)))
                        .orElse(null);
        BigDecimal most =
                bound(schema, "maximum")
                        .or(() ->
                                bound(schema, "exclusiveMaximum")
                                        .map(b -> b.subtract(BigDecimal.ONE)))
                        .orElse(null);
        return new NumberBounds(least, most);
    }

    BigDecimal nearest(BigDecimal number) {
        BigDecimal notTooSmall = least == null ? number : number.max(least);
        return most == null ? notTooSmall : notTooSmall.min(most);
    }

    private static Optional<BigDecimal> bound(JsonObject schema, String name) {
        if (!(schema.get(name).orElse(null) instanceof JsonNumber number)) {
            return Optional.empty();
        }
        try {
            return Optional.of(number.asBigDecimal());
        } catch (ArithmeticException outOfAllProportion) {
            return Optional.empty();
        }
    }
}
