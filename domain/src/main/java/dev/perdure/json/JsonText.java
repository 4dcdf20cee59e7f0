package dev.perdure.json;

import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A JSON document kept exactly as it was received, white space and spelling included: what an
 * approval approved, or what only its sender understands.
 *
 * <p>The text holds no unpaired surrogate (one that arrives does so as an escape), so its UTF-8 is
 * lossless and {@link #utf8()} answers the very bytes received. Equality is that of the text, not
 * of its meaning.
 *
 * <p>The constructor is for text known to be good and throws {@link IllegalArgumentException}
 * otherwise; text from outside goes through {@code of}, which answers the reason.
 */
public record JsonText(String text) {

    public JsonText {
        Json.parse(text).getOrElseThrow(problem -> new IllegalArgumentException(describe(problem)));
    }

    /** The text, when {@link Json#parse(String)} accepts it. */
    public static Either<JsonProblem, JsonText> of(String text) {
        return Json.parse(text).map(accepted -> new JsonText(text));
    }

    /** The bytes, when {@link Json#parse(byte[])} accepts them. */
    public static Either<JsonProblem, JsonText> of(byte[] utf8) {
        return Json.parse(utf8)
                .map(accepted -> new JsonText(new String(utf8, StandardCharsets.UTF_8)));
    }

    /**
     * The canonical text of the value.
     *
     * @throws IllegalArgumentException when the value is beyond {@link JsonLimits#DEFAULT}, since
     *     it could not be read back
     */
    public static JsonText of(JsonValue value) {
        return new JsonText(value.toJson());
    }

    /** What the text says; it is read at each call. */
    public JsonValue value() {
        return Json.parse(text)
                .getOrElseThrow(problem -> new IllegalStateException(describe(problem)));
    }

    /** The exact bytes. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The content hash: SHA-256 of {@link #utf8()} in lower-case hex. */
    public String sha256() {
        return HexFormat.of().formatHex(digest().digest(utf8()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException("This Java has no SHA-256.", everyPlatformHasIt);
        }
    }

    private static String describe(JsonProblem problem) {
        return problem.reason() + " (at byte " + problem.offset() + ")";
    }
}
