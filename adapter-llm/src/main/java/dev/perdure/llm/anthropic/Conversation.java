package dev.perdure.llm.anthropic;

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
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The transcript as the wire's messages, in which user and model take turns: the results of all
 * calls of an answer stand in one message, before what the user said next. Text is never empty.
 */
final class Conversation {

    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final String NOTHING = "[An empty message.]";

    private final Origin origin;
    private final List<JsonValue> messages = new ArrayList<>();
    private final Set<String> calledTools = new LinkedHashSet<>();
    private final List<JsonValue> blocks = new ArrayList<>();
    private String speaker = USER;
    private boolean answersStrangersCalls;

    private Conversation(Origin origin) {
        this.origin = origin;
    }

    static Conversation of(Origin origin, List<TranscriptItem> transcript) {
        Conversation conversation = new Conversation(origin);
        for (TranscriptItem item : transcript) {
            switch (item) {
                case TranscriptItem.Said said -> conversation.say(said.message());
                case TranscriptItem.Answered answered -> {
                    conversation.turnTo(USER);
                    conversation.blocks.add(result(answered));
                }
            }
        }
        conversation.endOfConversation();
        return conversation;
    }

    JsonArray messages() {
        return new JsonArray(messages);
    }

    /** The names of the tools that were called, each once. */
    Set<String> calledTools() {
        return calledTools;
    }

    /** Whether the last answer asked for tools and none of its thinking is of this origin. */
    boolean answersStrangersCalls() {
        return answersStrangersCalls;
    }

    private void say(Message message) {
        List<JsonValue> said = new ArrayList<>();
        int beforeThought = 0;
        boolean own = false;
        for (ContentPart part : message.content()) {
            if (part instanceof ContentPart.Opaque opaque && opaque.origin().equals(origin)) {
                said.add(opaque.data().value());
                own = true;
            } else {
                int before = said.size();
                add(part, said);
                beforeThought = said.size() > before ? said.size() : beforeThought;
            }
        }
        // The server refuses an answer that ends in a thought.
        said.subList(beforeThought, said.size()).clear();
        boolean ofUser = message.role() == Role.USER;
        answersStrangersCalls = !ofUser && !message.toolCalls().isEmpty() && !own;
        if (ofUser && said.isEmpty()) {
            said.add(MessagesBody.text(NOTHING));
        }
        if (!said.isEmpty()) {
            turnTo(ofUser ? USER : ASSISTANT);
            blocks.addAll(said);
        }
    }

    private void add(ContentPart part, List<JsonValue> said) {
        switch (part) {
            case InputPart.Text text -> {
                if (!text.text().isBlank()) {
                    said.add(MessagesBody.text(text.text()));
                }
            }
            case InputPart.ImageUrl image ->
                    said.add(
                            InlineImage.of(image)
                                    .map(Conversation::image)
                                    .orElseGet(() -> image(image.url())));
            case InputPart.ImageData image -> said.add(image(InlineImage.of(image)));
            case InputPart.ImageFile image ->
                    said.add(MessagesBody.text(InlineImage.missing(image.filename())));
            case ContentPart.Thinking ignored -> {}
            case ContentPart.Opaque ignored -> {}
            case ContentPart.ToolUse use -> {
                calledTools.add(use.call().name());
                said.add(call(use.call()));
            }
        }
    }

    private void turnTo(String next) {
        if (!speaker.equals(next)) {
            endMessage();
            speaker = next;
        }
    }

    private void endMessage() {
        if (!blocks.isEmpty()) {
            messages.add(
                    JsonObject.builder()
                            .put("role", speaker)
                            .put("content", new JsonArray(blocks))
                            .build());
            blocks.clear();
        }
    }

    private void endOfConversation() {
        if (speaker.equals(USER) && !blocks.isEmpty()) {
            blocks.set(blocks.size() - 1, MessagesBody.cached((JsonObject) blocks.getLast()));
        }
        endMessage();
    }

    private static JsonValue call(ToolCall call) {
        JsonValue arguments = call.arguments().value();
        return JsonObject.builder()
                .put("type", "tool_use")
                .put("id", id(call.id()))
                .put("name", call.name())
                .put(
                        "input",
                        arguments instanceof JsonObject
                                ? arguments
                                : JsonObject.builder().put("value", arguments).build())
                .build();
    }

    private static JsonValue result(TranscriptItem.Answered answered) {
        ToolResult result = answered.result();
        JsonObjectBuilder block =
                JsonObject.builder()
                        .put("type", "tool_result")
                        .put("tool_use_id", id(answered.call()));
        String text = result.succeeded() ? result.output() : "error: " + result.error();
        if (!text.isBlank()) {
            block.put("content", WellFormed.text(text));
        }
        if (!result.succeeded()) {
            block.put("is_error", true);
        }
        return block.build();
    }

    /** Ids of other wires may hold what this one refuses; two that differ do so here, too. */
    private static String id(ToolCallId id) {
        String plain = id.value().replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.equals(id.value())
                ? plain
                : plain + "_" + Integer.toHexString(id.value().hashCode());
    }

    private static JsonValue image(InlineImage image) {
        return source(
                JsonObject.builder()
                        .put("type", "base64")
                        .put("media_type", image.mediaType())
                        .put("data", image.base64()));
    }

    private static JsonValue image(String url) {
        return source(JsonObject.builder().put("type", "url").put("url", WellFormed.text(url)));
    }

    private static JsonValue source(JsonObjectBuilder source) {
        return JsonObject.builder().put("type", "image").put("source", source.build()).build();
    }
}
