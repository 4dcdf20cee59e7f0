package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.session.MessageDraft;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import dev.perdure.model.ModelRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message in every form clients send: wrapped in {@code message} or not; content as a
 * string, as an object with {@code text}, as an array of parts, or as {@code text} beside it; names
 * in snake case or camel case. What it does not know it passes over.
 */
public final class MessageRequest {

    public static final int PARTS_MAX = 1000;
    public static final int KEY_CHARACTERS_MAX = 200;

    private static final String STRATEGIES =
            Arrays.stream(MessageStrategy.values())
                    .map(MessageRequest::word)
                    .collect(Collectors.joining(", "));

    private MessageRequest() {}

    /**
     * The message of a body.
     *
     * @param key from the request's header, used when the body brings none
     */
    public static MessageDraft read(JsonObject body, @Nullable String key) {
        Fields root = Fields.of(body);
        Optional<JsonObject> wrapped = root.object("message");
        Fields message = wrapped.map(object -> Fields.of(object, "message")).orElse(root);
        String role = message.string("role").orElse("user");
        if (!role.equals("user")) {
            throw message.wrong("role", "user");
        }
        List<InputPart> content = content(message);
        if (content.isEmpty()) {
            throw RequestProblems.invalid(message.path("content"), "needs at least one part.");
        }
        if (content.size() > PARTS_MAX) {
            throw RequestProblems.invalid(
                    message.path("content"), "has more than " + PARTS_MAX + " parts.");
        }
        return new MessageDraft(
                content,
                controls(root, message),
                either(root, message, "metadata", "metadata"),
                either(root, message, "external_actor", "externalActor"),
                JsonObject.empty(),
                strategy(root, message),
                key(root, key));
    }

    /** The content exactly as sent, when it was sent as one object instead of a list of parts. */
    public static Optional<JsonObject> contentObject(JsonObject body) {
        JsonObject message = body.object("message").orElse(body);
        return message.object("content");
    }

    private static List<InputPart> content(Fields message) {
        List<InputPart> parts = new ArrayList<>();
        Optional<JsonValue> content = message.value("content");
        if (content.isEmpty()) {
            message.string("text").map(InputPart.Text::new).ifPresent(parts::add);
        } else if (content.get() instanceof JsonString text) {
            parts.add(new InputPart.Text(text.value()));
        } else if (content.get() instanceof JsonObject object) {
            Fields fields = Fields.of(object, message.path("content"));
            parts.add(
                    new InputPart.Text(
                            fields.string("text").orElseThrow(() -> fields.missing("text"))));
        } else if (content.get() instanceof JsonArray) {
            message.objects("content")
                    .ifPresent(all -> all.forEach(part -> parts.add(ContentWire.read(part))));
        } else {
            throw message.wrong("content", "a string, an object or an array of parts");
        }
        message.strings("image_urls")
                .ifPresent(urls -> urls.forEach(url -> parts.add(new InputPart.ImageUrl(url))));
        return parts;
    }

    private static Controls controls(Fields root, Fields message) {
        JsonObject asSent = either(root, message, "controls", "controls");
        if (asSent.members().isEmpty()) {
            return Controls.NONE;
        }
        ModelRef model = ModelChoice.of(Fields.of(asSent, "controls"), "model_id", "modelId");
        return new Controls(model, asSent);
    }

    /** What the message asks for when a turn is under way; it waits when it does not say. */
    private static MessageStrategy strategy(Fields root, Fields message) {
        for (Fields place : List.of(root, message)) {
            Optional<String> name = place.string("strategy");
            if (name.isPresent()) {
                return Arrays.stream(MessageStrategy.values())
                        .filter(known -> word(known).equals(name.get()))
                        .findFirst()
                        .orElseThrow(() -> place.wrong("strategy", "one of " + STRATEGIES));
            }
        }
        return MessageStrategy.ENQUEUE;
    }

    private static String word(MessageStrategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT);
    }

    /** An object that stands in the root or in the message, under one name or the other. */
    private static JsonObject either(Fields root, Fields message, String name, String alias) {
        for (Fields place : List.of(root, message)) {
            for (String spelling : List.of(name, alias)) {
                Optional<JsonObject> object = place.object(spelling);
                if (object.isPresent()) {
                    return object.get();
                }
            }
        }
        return JsonObject.empty();
    }

    private static String key(Fields root, @Nullable String header) {
        String key = root.string("client_message_id").orElse(header == null ? "" : header);
        boolean plain = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (key.length() > KEY_CHARACTERS_MAX || !plain) {
            throw RequestProblems.invalid(
                    "client_message_id",
                    "must have at most "
                            + KEY_CHARACTERS_MAX
                            + " characters, all printable ASCII without blanks.");
        }
        return key;
    }
}
