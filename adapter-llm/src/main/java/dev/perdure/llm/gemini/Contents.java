package dev.perdure.llm.gemini;

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
 * The transcript as the wire's contents. The results of all calls of an answer stand in one of
 * their own: the server counts them. No part is empty.
 */
final class Contents {

    static final String SIGNATURE = "thoughtSignature";

    /** Stands for the signature of a call that another model asked for; the wire's own word. */
    static final String UNSIGNED = "skip_thought_signature_validator";

    private static final String NOTHING = "[An empty message.]";

    private final Origin origin;
    private final List<JsonValue> contents = new ArrayList<>();
    private final List<JsonValue> results = new ArrayList<>();

    private Contents(Origin origin) {
        this.origin = origin;
    }

    static JsonArray of(Origin origin, List<TranscriptItem> transcript) {
        Contents all = new Contents(origin);
        for (TranscriptItem item : transcript) {
            switch (item) {
                case TranscriptItem.Said said -> {
                    all.endResults();
                    all.say(said.message());
                }
                case TranscriptItem.Answered answered -> all.results.add(result(answered));
            }
        }
        all.endResults();
        return new JsonArray(all.contents);
    }

    private void endResults() {
        add("user", results);
        results.clear();
    }

    private void say(Message message) {
        if (message.role() == Role.USER) {
            List<JsonValue> parts = new ArrayList<>();
            message.content().forEach(part -> input(part, parts));
            if (parts.isEmpty()) {
                parts.add(text(NOTHING));
            }
            add("user", parts);
        } else {
            add("model", answer(message));
        }
    }

    private List<JsonValue> answer(Message message) {
        List<JsonValue> parts = new ArrayList<>();
        JsonObject signature = JsonObject.empty();
        boolean first = true;
        for (ContentPart part : message.content()) {
            if (part instanceof ContentPart.Opaque opaque && opaque.origin().equals(origin)) {
                JsonObject own = (JsonObject) opaque.data().value();
                if (own.get("text").isPresent()) {
                    parts.add(own);
                } else {
                    signature = own;
                }
            } else if (part instanceof InputPart.Text text && !text.text().isEmpty()) {
                parts.add(text(text.text()));
            } else if (part instanceof ContentPart.ToolUse use) {
                boolean missing =
                        first
                                && signature.members().isEmpty()
                                && !GeminiBody.isOfSecondGeneration(origin.model());
                parts.add(
                        call(
                                use.call(),
                                missing
                                        ? JsonObject.builder().put(SIGNATURE, UNSIGNED).build()
                                        : signature));
                signature = JsonObject.empty();
                first = false;
            }
        }
        return parts;
    }

    private void add(String role, List<JsonValue> parts) {
        if (!parts.isEmpty()) {
            contents.add(
                    JsonObject.builder()
                            .put("role", role)
                            .put("parts", new JsonArray(parts))
                            .build());
        }
    }

    private static void input(ContentPart part, List<JsonValue> parts) {
        switch (part) {
            case InputPart.Text text -> {
                if (!text.text().isEmpty()) {
                    parts.add(text(text.text()));
                }
            }
            case InputPart.ImageUrl image ->
                    parts.add(
                            InlineImage.of(image)
                                    .map(Contents::image)
                                    .orElseGet(() -> text(InlineImage.missing(image.url()))));
            case InputPart.ImageData image -> parts.add(image(InlineImage.of(image)));
            case InputPart.ImageFile image ->
                    parts.add(text(InlineImage.missing(image.filename())));
            case ContentPart.Thinking ignored -> {}
            case ContentPart.Opaque ignored -> {}
            case ContentPart.ToolUse ignored -> {}
        }
    }

    /**
     * @param signature what came with the call; empty when nothing did
     */
    private static JsonValue call(ToolCall call, JsonObject signature) {
        JsonValue arguments = call.arguments().value();
        JsonObject function =
                JsonObject.builder()
                        .put("id", call.id().value())
                        .put("name", call.name())
                        .put(
                                "args",
                                arguments instanceof JsonObject
                                        ? arguments
                                        : JsonObject.builder().put("value", arguments).build())
                        .build();
        JsonObjectBuilder part = JsonObject.builder().put("functionCall", function);
        signature.members().forEach(member -> part.put(member.name(), member.value()));
        return part.build();
    }

    private static JsonValue result(TranscriptItem.Answered answered) {
        ToolResult result = answered.result();
        JsonObject response =
                result.succeeded()
                        ? JsonObject.builder()
                                .put("output", WellFormed.text(result.output()))
                                .build()
                        : JsonObject.builder()
                                .put("error", WellFormed.text(result.error()))
                                .build();
        return JsonObject.builder()
                .put(
                        "functionResponse",
                        JsonObject.builder()
                                .put("id", answered.call().value())
                                .put("name", answered.tool())
                                .put("response", response)
                                .build())
                .build();
    }

    private static JsonValue text(String text) {
        return JsonObject.builder().put("text", WellFormed.text(text)).build();
    }

    private static JsonValue image(InlineImage image) {
        return JsonObject.builder()
                .put(
                        "inlineData",
                        JsonObject.builder()
                                .put("mimeType", image.mediaType())
                                .put("data", image.base64())
                                .build())
                .build();
    }
}
