package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.tool.ToolDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The SHA-256, in hex, of a request's canonical form: equal requests, equal hashes, on any node.
 */
final class RequestHash {

    private RequestHash() {}

    static String of(ModelRequest request) {
        List<JsonValue> transcript =
                request.transcript().stream().<JsonValue>map(RequestHash::item).toList();
        List<JsonValue> tools = request.tools().stream().<JsonValue>map(RequestHash::tool).toList();
        return sha256(
                JsonObject.builder()
                        .put("model", request.model().name())
                        .put("instructions", request.instructions())
                        .put("transcript", new JsonArray(transcript))
                        .put("tools", new JsonArray(tools))
                        .put("settings", request.settings())
                        .build());
    }

    private static String sha256(JsonObject canonical) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(canonical.toJson().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException("This Java has no SHA-256.", everyPlatformHasIt);
        }
    }

    private static JsonObject item(TranscriptItem item) {
        return switch (item) {
            case TranscriptItem.Said said -> message(said.message());
            case TranscriptItem.Answered answered ->
                    JsonObject.builder()
                            .put("call", answered.call().value())
                            .put("tool", answered.tool())
                            .put("status", answered.result().status().name())
                            .put("output", answered.result().output())
                            .put("error", answered.result().error())
                            .build();
        };
    }

    private static JsonObject message(Message message) {
        List<JsonValue> parts =
                message.content().stream().<JsonValue>map(RequestHash::part).toList();
        return JsonObject.builder()
                .put("role", message.role().name())
                .put("content", new JsonArray(parts))
                .build();
    }

    private static JsonArray part(ContentPart part) {
        List<String> words =
                switch (part) {
                    case InputPart.Text text -> List.of("text", text.text());
                    case InputPart.ImageUrl image -> List.of("image_url", image.url());
                    case InputPart.ImageData image ->
                            List.of("image_data", image.mediaType(), image.base64());
                    case InputPart.ImageFile image -> List.of("image_file", image.imageId());
                    case ContentPart.Thinking thinking -> List.of("thinking", thinking.text());
                    case ContentPart.Opaque opaque ->
                            List.of(
                                    "opaque",
                                    opaque.origin().driver(),
                                    opaque.origin().provider(),
                                    opaque.origin().model(),
                                    opaque.data().text());
                    case ContentPart.ToolUse use ->
                            List.of(
                                    "tool",
                                    use.call().id().value(),
                                    use.call().name(),
                                    use.call().arguments().text());
                };
        return new JsonArray(words.stream().<JsonValue>map(JsonString::new).toList());
    }

    private static JsonObject tool(ToolDefinition tool) {
        return JsonObject.builder()
                .put("name", tool.name())
                .put("description", tool.description())
                .put("parameters", tool.parameters())
                .build();
    }
}
