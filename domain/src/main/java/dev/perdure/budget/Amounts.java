package dev.perdure.budget;

import java.math.BigDecimal;

/** Equal amounts are equal values. */
final class Amounts {

    private Amounts() {}

    static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
