package dev.perdure.json;

/**
 * One immutable JSON value (RFC 8259).
 *
 * <p>Equality is that of the canonical text: members in another order, or {@code 1.0} beside {@code
 * 1}, are different values. Comparing and hashing arrays and objects costs as much as writing them,
 * and like writing bears any depth of nesting, where the equality of records would overflow the
 * stack.
 */
public sealed interface JsonValue
        permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    /**
     * The canonical text of this value: no white space, members and numbers as they stand.
     *
     * <p>Quotes, backslashes and control characters are escaped, in the two-character form where
     * JSON has one, otherwise as a backslash, {@code u} and four lower-case hex digits. So are
     * unpaired surrogates, which makes encoding the text in UTF-8 lossless, and U+0085, U+2028 and
     * U+2029, at which some readers of event streams break lines. Every other character stands for
     * itself.
     */
    default String toJson() {
        StringBuilder out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }

    /** Writes {@linkplain #toJson() the canonical text} behind what {@code out} holds. */
    default void appendTo(StringBuilder out) {
        JsonWriter.write(this, out);
    }
}
