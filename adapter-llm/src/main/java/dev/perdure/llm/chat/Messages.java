package dev.perdure.llm.chat;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.WellFormed;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.Role;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The instructions and the transcript as the wire's messages. Thinking is not sent back, except as
 * what its origin wants back with its calls; an answer that held nothing else is left out, since
 * servers refuse a message without content.
 */
final class Messages {

    private final Origin origin;
    private final List<JsonValue> messages = new ArrayList<>();

    private Messages(Origin origin) {
        this.origin = origin;
    }

    static JsonArray of(Origin origin, String instructions, List<TranscriptItem> transcript) {
        Messages all = new Messages(origin);
        all.write(instructions, transcript);
        return new JsonArray(all.messages);
    }

    private void write(String instructions, List<TranscriptItem> transcript) {
        if (!instructions.isBlank()) {
            messages.add(message("system").put("content", WellFormed.text(instructions)).build());
        }
        for (TranscriptItem item : transcript) {
            switch (item) {
                case TranscriptItem.Said said -> add(said.message());
                case TranscriptItem.Answered answered -> messages.add(result(answered));
            }
        }
    }

    private void add(Message message) {
        if (message.role() == Role.USER) {
            messages.add(message("user").put("content", input(message)).build());
            return;
        }
        String text = WellFormed.text(message.text());
        List<JsonValue> calls = new ArrayList<>();
        JsonObject thought = JsonObject.empty();
        JsonObject extra = JsonObject.empty();
        for (ContentPart part : message.content()) {
            if (part instanceof ContentPart.Opaque opaque && opaque.origin().equals(origin)) {
                JsonObject data = (JsonObject) opaque.data().value();
                thought = data.get(ChunkDecoder.REASONING).isPresent() ? data : thought;
                extra = data.get(CallAssembler.EXTRA).isPresent() ? data : extra;
            } else if (part instanceof ContentPart.ToolUse use) {
                calls.add(call(use.call(), extra));
                extra = JsonObject.empty();
            }
        }
        if (calls.isEmpty() && text.isEmpty()) {
            return;
        }
        JsonObjectBuilder answer = message("assistant").put("content", text);
        if (!calls.isEmpty()) {
            answer.put("tool_calls", new JsonArray(calls));
            thought.members().forEach(member -> answer.put(member.name(), member.value()));
        }
        messages.add(answer.build());
    }

    /**
     * @param extra what came with the call; empty when nothing did
     */
    private static JsonValue call(ToolCall call, JsonObject extra) {
        JsonObject function =
                JsonObject.builder()
                        .put("name", call.name())
                        .put("arguments", call.arguments().text())
                        .build();
        JsonObjectBuilder written =
                JsonObject.builder()
                        .put("id", call.id().value())
                        .put("type", "function")
                        .put("function", function);
        extra.members().forEach(member -> written.put(member.name(), member.value()));
        return written.build();
    }

    private static JsonValue result(TranscriptItem.Answered answered) {
        ToolResult result = answered.result();
        String content = result.succeeded() ? result.output() : "error: " + result.error();
        return message("tool")
                .put("tool_call_id", answered.call().value())
                .put("content", WellFormed.text(content))
                .build();
    }

    private static JsonValue input(Message message) {
        boolean plain = message.content().stream().allMatch(InputPart.Text.class::isInstance);
        if (plain) {
            return new JsonString(WellFormed.text(message.text()));
        }
        return new JsonArray(message.content().stream().map(Messages::part).toList());
    }

    private static JsonValue part(ContentPart part) {
        return switch (part) {
            case InputPart.Text text -> text(text.text());
            case InputPart.ImageUrl image -> image(image.url());
            case InputPart.ImageData image ->
                    image("data:" + image.mediaType() + ";base64," + image.base64());
            // The words take the image's place, so that the conversation goes on without it.
            case InputPart.ImageFile image ->
                    text("[The image " + image.filename() + " cannot be shown to this model.]");
            case ContentPart.Thinking thinking -> text(thinking.text());
            case ContentPart.Opaque ignored -> text("");
            case ContentPart.ToolUse use -> text("[A call of " + use.call().name() + ".]");
        };
    }

    private static JsonValue text(String text) {
        return JsonObject.builder().put("type", "text").put("text", WellFormed.text(text)).build();
    }

    private static JsonValue image(String url) {
        return JsonObject.builder()
                .put("type", "image_url")
                .put("image_url", JsonObject.builder().put("url", WellFormed.text(url)).build())
                .build();
    }

    private static JsonObjectBuilder message(String role) {
        return JsonObject.builder().put("role", role);
    }
}
