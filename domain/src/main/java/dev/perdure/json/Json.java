package dev.perdure.json;

import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes whole JSON documents.
 *
 * <p>Reading is strict (RFC 8259): no comments, no trailing commas, no superfluous zeros, no byte
 * order mark, nothing after the value, and only well-formed UTF-8, which rules out overlong forms
 * and encoded surrogates. Two things the RFC leaves open are refused as well: an object that
 * repeats a name, because two readers would disagree about it, and a document beyond its {@link
 * JsonLimits}. The order of members and the spelling of numbers are kept; white space and the
 * spelling of strings are not, for which there is {@link JsonText}.
 */
public final class Json {

    private Json() {}

    /**
     * The value of a text, within {@link JsonLimits#DEFAULT}. A surrogate that is neither paired
     * nor escaped is refused, since the text would have no UTF-8.
     */
    public static Either<JsonProblem, JsonValue> parse(String text) {
        return encode(text, JsonLimits.DEFAULT).flatMap(Json::parse);
    }

    /** The value of a document in UTF-8, within {@link JsonLimits#DEFAULT}. */
    public static Either<JsonProblem, JsonValue> parse(byte[] utf8) {
        return parse(utf8, JsonLimits.DEFAULT);
    }

    /** The value of a document in UTF-8, within the limits. */
    public static Either<JsonProblem, JsonValue> parse(byte[] utf8, JsonLimits limits) {
        return JsonReader.read(utf8, limits);
    }

    /** The canonical text of the value, as {@link JsonValue#toJson()} has it, in UTF-8. */
    public static byte[] utf8(JsonValue value) {
        return value.toJson().getBytes(StandardCharsets.UTF_8);
    }

    private static Either<JsonProblem, byte[]> encode(String text, JsonLimits limits) {
        // No character takes less than a byte; encoding a text that is far too long would be
        // wasted.
        if (text.length() > limits.maxBytes()) {
            return Either.left(JsonReader.tooLong(limits));
        }
        int unpaired = Surrogates.firstUnpaired(text);
        if (unpaired < text.length()) {
            int offset = text.substring(0, unpaired).getBytes(StandardCharsets.UTF_8).length;
            return Either.left(new JsonProblem("An unpaired surrogate must be escaped.", offset));
        }
        return Either.right(text.getBytes(StandardCharsets.UTF_8));
    }
}
