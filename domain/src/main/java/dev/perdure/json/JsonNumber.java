package dev.perdure.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * A JSON number as it was written; {@code 1}, {@code 1.0} and {@code 1e0} are three different ones.
 *
 * <p>The constructor throws {@link IllegalArgumentException} for what the grammar of RFC 8259
 * section 6 does not allow. There is no bound on size or precision until a number is converted.
 */
public record JsonNumber(String lexeme) implements JsonValue {

    /** The longest number, in characters, that is converted. */
    public static final int MAX_CONVERTED_LENGTH = 1_000;

    /**
     * The largest distance of a digit from the decimal point that is converted. Nine more
     * characters of exponent would otherwise ask for gigabytes in whoever prints or rounds the
     * result.
     */
    public static final int MAX_CONVERTED_SCALE = 10_000;

    private static final int DIGITS_SAFE_IN_A_LONG = 18;

    public JsonNumber {
        // Characters outside Latin-1 become question marks, which no number contains.
        byte[] characters = lexeme.getBytes(StandardCharsets.ISO_8859_1);
        if (NumberGrammar.end(characters, 0) != characters.length) {
            throw new IllegalArgumentException("The text is not a JSON number.");
        }
    }

    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /**
     * The shortest decimal that reads back as this double.
     *
     * @throws IllegalArgumentException for infinities and NaN, which JSON cannot express
     */
    public static JsonNumber of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value + ".");
        }
        return new JsonNumber(Double.toString(value));
    }

    /**
     * The number as a {@code long}; {@code 1.0} and {@code 1e2} have one.
     *
     * @throws ArithmeticException when it has a fraction, does not fit, or is beyond the bounds of
     *     {@link #asBigDecimal()}
     */
    public long asLong() {
        return isShortInteger() ? Long.parseLong(lexeme) : asBigDecimal().longValueExact();
    }

    /**
     * The exact number.
     *
     * @throws ArithmeticException beyond {@link #MAX_CONVERTED_LENGTH} or {@link
     *     #MAX_CONVERTED_SCALE}
     */
    public BigDecimal asBigDecimal() {
        if (lexeme.length() > MAX_CONVERTED_LENGTH) {
            throw new ArithmeticException(
                    "A number of more than "
                            + MAX_CONVERTED_LENGTH
                            + " characters is not converted.");
        }
        BigDecimal number = scaledBigDecimal();
        if (Math.abs((long) number.scale()) > MAX_CONVERTED_SCALE) {
            throw exponentTooLarge();
        }
        return number;
    }

    /** The number as a long; empty when it is none exactly. */
    public OptionalLong exactLong() {
        try {
            return OptionalLong.of(asLong());
        } catch (ArithmeticException notExactlyALong) {
            return OptionalLong.empty();
        }
    }

    private BigDecimal scaledBigDecimal() {
        try {
            return new BigDecimal(lexeme);
        } catch (NumberFormatException exponentBeyondAnInt) {
            ArithmeticException refusal = exponentTooLarge();
            refusal.initCause(exponentBeyondAnInt);
            throw refusal;
        }
    }

    private static ArithmeticException exponentTooLarge() {
        return new ArithmeticException(
                "A number with an exponent beyond " + MAX_CONVERTED_SCALE + " is not converted.");
    }

    private boolean isShortInteger() {
        if (lexeme.length() > DIGITS_SAFE_IN_A_LONG) {
            return false;
        }
        for (int i = 0; i < lexeme.length(); i++) {
            char c = lexeme.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }
}
