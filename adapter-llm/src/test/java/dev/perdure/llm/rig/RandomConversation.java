package dev.perdure.llm.rig;

import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.loop.Transcript;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.Origin;
import dev.perdure.model.Reduction;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What models are shown of conversations that went every way they can: calls without results,
 * results without calls, empty and blank texts, several speaking in a row, reasoning of one's own
 * and of strangers. Ids of calls are used once.
 */
public final class RandomConversation {

    private static final Origin STRANGER = new Origin("wire", "stranger", "model");

    private final RandomGenerator random;
    private final Origin origin;
    private final List<String> reasoning;
    private final List<TranscriptItem> items = new ArrayList<>();
    private final List<ToolCall> owed = new ArrayList<>();
    private int calls;

    private RandomConversation(RandomGenerator random, Origin origin, List<String> reasoning) {
        this.random = random;
        this.origin = origin;
        this.reasoning = reasoning;
    }

    /**
     * One conversation as the engine shows it.
     *
     * @param reasoning what {@code origin} may have said for itself
     */
    public static List<TranscriptItem> next(
            RandomGenerator random, Origin origin, List<String> reasoning) {
        RandomConversation conversation = new RandomConversation(random, origin, reasoning);
        int length = 1 + random.nextInt(14);
        for (int i = 0; i < length; i++) {
            conversation.goOn();
        }
        Reduction[] reductions = Reduction.values();
        return conversation
                .transcript()
                .forModel(
                        random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(300),
                        reductions[random.nextInt(reductions.length)]);
    }

    /** Every other time with notes in place of everything up to some item, whichever it is. */
    private Transcript transcript() {
        Transcript whole = new Transcript(Vector.ofAll(items));
        int last = random.nextInt(2 * items.size());
        return last >= items.size()
                ? whole
                : whole.condensed(
                        new Stretch(
                                items.getFirst().version(), items.get(last).version(), last + 1, 1),
                        text(),
                        new StreamVersion(items.size() + 1L));
    }

    private void goOn() {
        switch (random.nextInt(5)) {
            case 0, 1 -> say(Role.USER, input());
            case 2, 3 -> say(Role.AGENT, answer());
            default -> result();
        }
    }

    private void say(Role role, List<ContentPart> parts) {
        items.add(
                new TranscriptItem.Said(
                        version(),
                        new Message(
                                new MessageId(new UUID(1, items.size())),
                                role,
                                parts,
                                Controls.NONE,
                                JsonObject.empty(),
                                JsonObject.empty(),
                                JsonObject.empty(),
                                Instant.EPOCH)));
    }

    private void result() {
        ToolCall call =
                owed.isEmpty() || random.nextInt(8) == 0
                        ? call()
                        : owed.remove(random.nextInt(owed.size()));
        ToolResult result =
                switch (random.nextInt(4)) {
                    case 0 -> ToolResult.error("It broke.");
                    case 1 -> ToolResult.unknown();
                    default -> ToolResult.success(text());
                };
        items.add(new TranscriptItem.Answered(version(), call.id(), call.name(), result));
    }

    private List<ContentPart> input() {
        List<ContentPart> parts = new ArrayList<>();
        for (int part = random.nextInt(3); part >= 0; part--) {
            parts.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new InputPart.ImageUrl("https://example.org/a.png");
                        case 1 -> new InputPart.ImageData("AAEC", "image/png");
                        case 2 -> new InputPart.ImageFile("image 1", "a.png");
                        default -> new InputPart.Text(text());
                    });
        }
        return random.nextInt(12) == 0 ? List.of() : parts;
    }

    private List<ContentPart> answer() {
        List<ContentPart> parts = new ArrayList<>();
        for (int part = random.nextInt(4); part > 0; part--) {
            switch (random.nextInt(6)) {
                case 0 -> parts.add(new ContentPart.Thinking(text()));
                case 1 ->
                        parts.add(
                                new ContentPart.Opaque(
                                        origin,
                                        new JsonText(
                                                reasoning.get(random.nextInt(reasoning.size())))));
                case 2 ->
                        parts.add(
                                new ContentPart.Opaque(
                                        STRANGER, new JsonText("{\"a\":\"secret\"}")));
                case 3 -> parts.add(new InputPart.Text(text()));
                default -> {
                    ToolCall call = call();
                    owed.add(call);
                    parts.add(new ContentPart.ToolUse(call));
                }
            }
        }
        return parts;
    }

    private ToolCall call() {
        String[] arguments = {"{}", "{\"a\":[1,null]}", "[]", "\"text\""};
        return new ToolCall(
                new ToolCallId("call " + ++calls),
                "tool",
                new JsonText(arguments[random.nextInt(arguments.length)]));
    }

    private String text() {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> " \n";
            case 2 -> "lone \ud800 and nul \0";
            default -> "words ".repeat(1 + random.nextInt(3));
        };
    }

    private StreamVersion version() {
        return new StreamVersion(items.size() + 1);
    }
}
