package dev.perdure.persistence.codec;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonText;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.Origin;
import java.util.Optional;

/** Messages and their parts. */
final class MessageJson {

    private MessageJson() {}

    static JsonObject message(Message message) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", Values.text(message.id().value()))
                        .put("role", Values.constant(message.role()))
                        .put("content", Values.list(message.content(), MessageJson::part))
                        .put("controls", controls(message.controls()))
                        .put("metadata", message.metadata())
                        .put("actor", message.actor());
        if (!message.extensions().members().isEmpty()) {
            body.put("extensions", message.extensions());
        }
        return body.put("created_at", Values.text(message.createdAt())).build();
    }

    static Message message(Fields in) {
        return new Message(
                id(in, "id"),
                in.constant("role", Role.class),
                in.list("content", MessageJson::part),
                controls(in.fields("controls")),
                in.object("metadata"),
                in.object("actor"),
                in.orEmpty("extensions"),
                in.instant("created_at"));
    }

    static MessageId id(Fields in, String name) {
        return new MessageId(in.uuid(name));
    }

    private static JsonObject controls(Controls controls) {
        return JsonObject.builder()
                .putIfPresent(
                        "model", Optional.ofNullable(controls.model()).map(model -> model.name()))
                .put("as_sent", controls.asSent())
                .build();
    }

    private static Controls controls(Fields in) {
        return new Controls(in.orNull("model", ModelJson::ref), in.object("as_sent"));
    }

    private static JsonObject part(ContentPart part) {
        return switch (part) {
            case InputPart.Text text -> textual("text", text.text());
            case InputPart.ImageUrl image ->
                    JsonObject.builder().put("part", "image_url").put("url", image.url()).build();
            case InputPart.ImageData image ->
                    JsonObject.builder()
                            .put("part", "image_data")
                            .put("base64", image.base64())
                            .put("media_type", image.mediaType())
                            .build();
            case InputPart.ImageFile image ->
                    JsonObject.builder()
                            .put("part", "image_file")
                            .put("image_id", image.imageId())
                            .put("filename", image.filename())
                            .build();
            case ContentPart.Thinking thinking -> textual("thinking", thinking.text());
            case ContentPart.Opaque opaque ->
                    JsonObject.builder()
                            .put("part", "opaque")
                            .put("driver", opaque.origin().driver())
                            .put("provider", opaque.origin().provider())
                            .put("model", opaque.origin().model())
                            .put("data", opaque.data().text())
                            .build();
            case ContentPart.ToolUse use ->
                    JsonObject.builder()
                            .put("part", "tool_use")
                            .put("call", ToolJson.call(use.call()))
                            .build();
        };
    }

    private static JsonObject textual(String part, String text) {
        return JsonObject.builder().put("part", part).put("text", text).build();
    }

    private static ContentPart part(Fields in) {
        return switch (in.text("part")) {
            case "text" -> new InputPart.Text(in.text("text"));
            case "image_url" -> new InputPart.ImageUrl(in.text("url"));
            case "image_data" -> new InputPart.ImageData(in.text("base64"), in.text("media_type"));
            case "image_file" -> new InputPart.ImageFile(in.text("image_id"), in.text("filename"));
            case "thinking" -> new ContentPart.Thinking(in.text("text"));
            case "opaque" ->
                    new ContentPart.Opaque(
                            new Origin(in.text("driver"), in.text("provider"), in.text("model")),
                            new JsonText(in.text("data")));
            case "tool_use" -> new ContentPart.ToolUse(ToolJson.call(in.fields("call")));
            default -> throw in.unknown("part");
        };
    }
}
