package dev.perdure.rest.everruns.wire;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import java.util.ArrayList;
import java.util.List;

/** Content parts, both ways. */
public final class ContentWire {

    private ContentWire() {}

    /**
     * The parts clients know; shown reasoning is no content to them, and what is opaque is nobody's
     * but its origin's.
     */
    public static JsonArray write(List<ContentPart> content) {
        List<JsonValue> parts = new ArrayList<>(content.size());
        for (ContentPart part : content) {
            switch (part) {
                case InputPart input -> parts.add(write(input));
                case ContentPart.ToolUse use -> parts.add(write(use));
                case ContentPart.Thinking ignored -> {}
                case ContentPart.Opaque ignored -> {}
            }
        }
        return new JsonArray(parts);
    }

    private static JsonObject write(InputPart part) {
        return switch (part) {
            case InputPart.Text text ->
                    JsonObject.builder().put("type", "text").put("text", text.text()).build();
            case InputPart.ImageUrl image ->
                    JsonObject.builder().put("type", "image").put("url", image.url()).build();
            case InputPart.ImageData image -> {
                JsonObjectBuilder body =
                        JsonObject.builder().put("type", "image").put("base64", image.base64());
                if (!image.mediaType().isEmpty()) {
                    body.put("media_type", image.mediaType());
                }
                yield body.build();
            }
            case InputPart.ImageFile file -> {
                JsonObjectBuilder body =
                        JsonObject.builder()
                                .put("type", "image_file")
                                .put("image_id", file.imageId());
                if (!file.filename().isEmpty()) {
                    body.put("filename", file.filename());
                }
                yield body.build();
            }
        };
    }

    private static JsonObject write(ContentPart.ToolUse use) {
        return JsonObject.builder()
                .put("type", "tool_call")
                .put("id", use.call().id().value())
                .put("name", use.call().name())
                .put("arguments", ToolWire.arguments(use.call()))
                .build();
    }

    /** A part that a participant may send. */
    public static InputPart read(Fields part) {
        String type = part.string("type").orElseThrow(() -> part.missing("type"));
        return switch (type) {
            case "text" ->
                    new InputPart.Text(part.string("text").orElseThrow(() -> part.missing("text")));
            case "image" -> image(part);
            case "image_file" ->
                    new InputPart.ImageFile(
                            part.string("image_id").orElseThrow(() -> part.missing("image_id")),
                            part.string("filename").orElse(""));
            default -> throw part.wrong("type", "text, image or image_file");
        };
    }

    private static InputPart image(Fields part) {
        if (part.string("url").isPresent()) {
            return new InputPart.ImageUrl(part.string("url").get());
        }
        return new InputPart.ImageData(
                part.string("base64").orElseThrow(() -> part.missing("url")),
                part.string("media_type").orElse(""));
    }
}
