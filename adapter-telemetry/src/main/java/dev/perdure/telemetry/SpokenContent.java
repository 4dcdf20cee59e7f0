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

    /** Characters of one attribute, beyond which collectors refuse or cut. */
    static final int CHARACTERS_MAX = 65_536;

    private SpokenContent() {}

    static String received(Message message) {
        return bounded(JsonArray.of(spoken("user", message).build()).toJson());
    }

    static String answered(Message message, FinishReason finish) {
        return bounded(
                JsonArray.of(
                                spoken("assistant", message)
                                        .put("finish_reason", GenAi.word(finish))
                                        .build())
                        .toJson());
    }

    static String bounded(String text) {
        return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX);
    }

    private static JsonObjectBuilder spoken(String role, Message message) {
        List<JsonValue> parts = new ArrayList<>();
        message.content().forEach(part -> part(part).ifPresent(parts::add));
        return JsonObject.builder().put("role", role).put("parts", new JsonArray(parts));
    }

    private static Optional<JsonObject> part(ContentPart part) {
        JsonObjectBuilder builder = JsonObject.builder();
        return switch (part) {
            case InputPart.Text text ->
                    Optional.of(builder.put("type", "text").put("content", text.text()).build());
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
                                    .put("content", thinking.text())
                                    .build());
            case ContentPart.Opaque ignored -> Optional.empty();
            case ContentPart.ToolUse use ->
                    Optional.of(
                            builder.put("type", "tool_call")
                                    .put("id", use.call().id().value())
                                    .put("name", use.call().name())
                                    .put("arguments", use.call().arguments().value())
                                    .build());
        };
    }
}
