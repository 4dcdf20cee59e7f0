package dev.perdure.llm.responses;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.InlineImage;
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
 * The transcript as the wire's items. Reasoning stands before what it led to; where that is
 * missing, it is left out, since servers refuse reasoning that leads to nothing.
 */
final class Items {

    private final Origin origin;
    private final List<JsonValue> items = new ArrayList<>();
    private final List<JsonValue> reasoning = new ArrayList<>();

    private Items(Origin origin) {
        this.origin = origin;
    }

    static JsonArray of(Origin origin, List<TranscriptItem> transcript) {
        Items all = new Items(origin);
        for (TranscriptItem item : transcript) {
            switch (item) {
                case TranscriptItem.Said said -> {
                    if (said.message().role() == Role.USER) {
                        all.items.add(said(said.message()));
                    } else {
                        all.answer(said.message());
                    }
                }
                case TranscriptItem.Answered answered -> all.items.add(result(answered));
            }
        }
        return new JsonArray(all.items);
    }

    private void answer(Message message) {
        reasoning.clear();
        int begin = items.size();
        for (ContentPart part : message.content()) {
            if (part instanceof ContentPart.Opaque opaque && opaque.origin().equals(origin)) {
                keep((JsonObject) opaque.data().value(), begin);
            } else if (part instanceof InputPart.Text text && !text.text().isEmpty()) {
                add(text(text.text()));
            } else if (part instanceof ContentPart.ToolUse use) {
                add(call(use.call()));
            }
        }
    }

    private void keep(JsonObject own, int begin) {
        if (!own.string("type").orElse("").equals(ResponsesDecoder.MESSAGE)) {
            reasoning.add(own);
        } else if (items.size() > begin && items.getLast() instanceof JsonObject said) {
            JsonObjectBuilder phased = JsonObject.builder();
            said.members().forEach(member -> phased.put(member.name(), member.value()));
            own.get(ResponsesDecoder.PHASE)
                    .ifPresent(phase -> phased.put(ResponsesDecoder.PHASE, phase));
            items.set(items.size() - 1, phased.build());
        }
    }

    private void add(JsonValue item) {
        items.addAll(reasoning);
        reasoning.clear();
        items.add(item);
    }

    private static JsonValue said(Message message) {
        return message("user", new JsonArray(message.content().stream().map(Items::part).toList()));
    }

    private static JsonValue text(String text) {
        return message(
                "assistant",
                JsonArray.of(
                        JsonObject.builder()
                                .put("type", "output_text")
                                .put("text", WellFormed.text(text))
                                .build()));
    }

    private static JsonValue message(String role, JsonArray content) {
        return JsonObject.builder()
                .put("type", ResponsesDecoder.MESSAGE)
                .put("role", role)
                .put("content", content)
                .build();
    }

    private static JsonValue call(ToolCall call) {
        return JsonObject.builder()
                .put("type", ResponsesDecoder.CALL)
                .put("call_id", call.id().value())
                .put("name", call.name())
                .put("arguments", call.arguments().text())
                .build();
    }

    private static JsonValue result(TranscriptItem.Answered answered) {
        ToolResult result = answered.result();
        String output = result.succeeded() ? result.output() : "error: " + result.error();
        return JsonObject.builder()
                .put("type", "function_call_output")
                .put("call_id", answered.call().value())
                .put("output", WellFormed.text(output))
                .build();
    }

    private static JsonValue part(ContentPart part) {
        return switch (part) {
            case InputPart.Text text -> input(text.text());
            case InputPart.ImageUrl image -> image(image.url());
            case InputPart.ImageData image -> image(InlineImage.of(image).url());
            case InputPart.ImageFile image -> input(InlineImage.missing(image.filename()));
            case ContentPart.Thinking thinking -> input(thinking.text());
            case ContentPart.Opaque ignored -> input("");
            case ContentPart.ToolUse use -> input("[A call of " + use.call().name() + ".]");
        };
    }

    private static JsonValue input(String text) {
        return JsonObject.builder()
                .put("type", "input_text")
                .put("text", WellFormed.text(text))
                .build();
    }

    private static JsonValue image(String url) {
        return JsonObject.builder()
                .put("type", "input_image")
                .put("detail", "auto")
                .put("image_url", WellFormed.text(url))
                .build();
    }
}
