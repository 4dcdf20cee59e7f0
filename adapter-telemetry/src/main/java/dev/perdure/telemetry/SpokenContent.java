package dev.perdure.telemetry;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.model.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was said, in the form that the conventions have for it. What only a provider can read is
 * left out, and so are images by value.
 */
final class SpokenContent {

    /** Characters of what one attribute tells, so that a batch of spans is one usual request. */
    static final int CHARACTERS_MAX = 16_384;

    private SpokenContent() {}

    static String received(Message message) {
        return JsonArray.of(spoken("user", message).build()).toJson();
    }

    static String answered(Message message, FinishReason finish) {
        return JsonArray.of(
                        spoken("assistant", message)
                                .put("finish_reason", GenAi.word(finish))
                                .build())
                .toJson();
    }

    /** As much of a text as an attribute may tell. */
    static String bounded(String text) {
        return cut(text, CHARACTERS_MAX);
    }

    /** No pair of surrogates is split: half a character cannot be sent. */
    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(max - 1));
        return text.substring(0, splits ? max - 1 : max);
    }

    private static JsonObjectBuilder spoken(String role, Message message) {
        List<JsonValue> parts = new ArrayList<>();
        int room = CHARACTERS_MAX;
        for (ContentPart part : message.content()) {
            if (room <= 0) {
                break;
            }
            Optional<JsonObject> told = part(part, room);
            if (told.isPresent()) {
                parts.add(told.get());
                room -= told.get().toJson().length();
            }
        }
        return JsonObject.builder().put("role", role).put("parts", new JsonArray(parts));
    }

    /**
     * A part in the conventions' form.
     *
     * @param room characters that its text may have; at least 1
     */
    private static Optional<JsonObject> part(ContentPart part, int room) {
        JsonObjectBuilder builder = JsonObject.builder();
        return switch (part) {
            case InputPart.Text text ->
                    Optional.of(
                            builder.put("type", "text")
                                    .put("content", cut(text.text(), room))
                                    .build());
            case InputPart.ImageUrl image when image.url().length() > room -> Optional.empty();
            case InputPart.ImageUrl image ->
                    Optional.of(
                            builder.put("type", "uri")
                                    .put("modality", "image")
                                    .put("uri", image.url())
                                    .build());
            case InputPart.ImageData ignored -> Optional.empty();
            case InputPart.ImageFile ignored -> Optional.empty();
            case ContentPart.Thinking thinking ->
                    Optional.of(
                            builder.put("type", "reasoning")
                                    .put("content", cut(thinking.text(), room))
                                    .build());
            case ContentPart.Opaque ignored -> Optional.empty();
            case ContentPart.ToolUse use -> {
                String arguments = use.call().arguments().text();
                builder.put("type", "tool_call")
                        .put("id", use.call().id().value())
                        .put("name", use.call().name());
                yield Optional.of(
                        arguments.length() > room
                                ? builder.put("arguments", cut(arguments, room)).build()
                                : builder.put("arguments", use.call().arguments().value()).build());
            }
        };
    }
}
