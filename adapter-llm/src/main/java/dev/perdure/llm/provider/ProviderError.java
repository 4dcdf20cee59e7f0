package dev.perdure.llm.provider;

import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a server says went wrong, in whichever of the shapes in use.
 *
 * @param words its codes and types in lower case, the most exact first
 * @param status the HTTP status it names, 0 when none
 * @param message its sentence, empty when none
 * @param retryDelay the span it asks to be left alone for, empty when none
 */
public record ProviderError(List<String> words, int status, String message, String retryDelay) {

    static final ProviderError NONE = new ProviderError(List.of(), 0, "", "");

    private static final List<String> WORDS = List.of("code", "type", "status", "param");

    public ProviderError {
        words = List.copyOf(words);
    }

    /** Whether an event of a stream is an error and not a piece of an answer. */
    public static boolean isOne(String event, JsonObject data) {
        boolean named =
                event.equals("error")
                        || data.string("object").orElse("").equals("error")
                        || data.string("type").orElse("").equals("error");
        boolean holds =
                data.get("error")
                        .filter(error -> error instanceof JsonObject || error instanceof JsonString)
                        .isPresent();
        return named || holds;
    }

    /** Reads a body; what is not JSON says nothing. */
    static ProviderError of(byte[] body) {
        return Json.parse(body).fold(bad -> NONE, ProviderError::of);
    }

    /** What a document says, itself or under {@code error}. */
    public static ProviderError of(JsonValue value) {
        return switch (value) {
            case JsonArray array when !array.elements().isEmpty() ->
                    of(array.elements().getFirst());
            case JsonObject object -> {
                JsonValue error = object.get("error").orElse(object);
                yield switch (error) {
                    case JsonString sentence ->
                            new ProviderError(List.of(), 0, sentence.value(), "");
                    case JsonObject inner -> read(inner);
                    default -> read(object);
                };
            }
            default -> NONE;
        };
    }

    boolean says(List<String> any) {
        return words.stream().anyMatch(any::contains);
    }

    /** Whether a word is one of its codes or stands in its sentence. */
    public boolean mentions(String word) {
        return words.contains(word) || message.toLowerCase(Locale.ROOT).contains(word);
    }

    private static ProviderError read(JsonObject error) {
        List<String> words = new ArrayList<>();
        int status = 0;
        for (String name : WORDS) {
            JsonValue value = error.get(name).orElse(JsonObject.empty());
            if (value instanceof JsonString text) {
                words.add(text.value().toLowerCase(Locale.ROOT));
                status = status == 0 ? status(text.value()) : status;
            } else if (value instanceof JsonNumber number) {
                status = status == 0 ? status(number.lexeme()) : status;
            }
        }
        String message = error.string("message").or(() -> error.string("detail")).orElse("");
        String retryDelay = "";
        for (JsonValue each : error.array("details").map(JsonArray::elements).orElse(List.of())) {
            if (each instanceof JsonObject detail) {
                detail.string("reason")
                        .ifPresent(reason -> words.add(reason.toLowerCase(Locale.ROOT)));
                retryDelay = detail.string("retryDelay").orElse(retryDelay);
            }
        }
        return new ProviderError(words, status, message, retryDelay);
    }

    private static int status(String text) {
        return text.matches("[45]\\d\\d") ? Integer.parseInt(text) : 0;
    }
}
