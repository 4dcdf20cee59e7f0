package dev.perdure.model;

import java.math.BigDecimal;

/**
 * What model calls cost, in US dollars; exact, whatever the number of digits.
 *
 * @param usd not negative; without trailing zeros
 */
public record Cost(BigDecimal usd) {

    public static final Cost NOTHING = new Cost(BigDecimal.ZERO);

    public Cost {
        if (usd.signum() < 0) {
            throw new IllegalArgumentException("nothing costs less than nothing");
        }
        BigDecimal stripped = usd.stripTrailingZeros();
        usd = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    public Cost plus(Cost other) {
        return new Cost(usd.add(other.usd));
    }
}
