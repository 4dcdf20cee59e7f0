package dev.perdure.loop;

import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.Reduction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a conversation a model is shown, so that no provider finds fault with its form: nothing
 * that says nothing, a user first, and somebody to answer last.
 */
final class Shown {

    /** Stands in for a message of the user that says nothing, which providers refuse. */
    static final String NOTHING_SAID = "(This message is empty.)";

    /** Stands in for a user where the conversation begins or ends with what the model said. */
    static final String NOBODY_SPOKE = "(Go on.)";

    private Shown() {}

    /**
     * The latest of {@code paired}, at most {@code characters} long; from the last user's message
     * on it is there however long it is. The notes come first, where there is room for them beside
     * that, and are the last to be left out.
     *
     * @param paired every call with its results right after it
     */
    static List<TranscriptItem> of(
            @Nullable Notes notes,
            List<TranscriptItem> paired,
            int characters,
            Reduction reduction) {
        List<TranscriptItem> all = speaking(paired, reduction);
        if (reduction == Reduction.LAST_EXCHANGE) {
            return framed(all.isEmpty() && notes != null ? List.of(notes.shown()) : latest(all, 0));
        }
        TranscriptItem noted = notes == null ? null : notes.shown();
        long left = noted == null ? characters : characters - noted.characters();
        boolean fits = noted != null && total(latest(all, Math.max(left, 0))) <= left;
        List<TranscriptItem> usual = latest(all, fits ? left : characters);
        List<TranscriptItem> shown = new ArrayList<>(usual);
        if (reduction == Reduction.HALF) {
            shown = new ArrayList<>(latest(usual, total(usual) / 2));
        }
        if (noted != null && fits) {
            shown.addFirst(noted);
        }
        return framed(shown);
    }

    private static long total(List<TranscriptItem> items) {
        return items.stream().mapToLong(TranscriptItem::characters).sum();
    }

    private static List<TranscriptItem> latest(List<TranscriptItem> all, long characters) {
        long left = characters;
        int from = all.size();
        for (int i = all.size() - 1; i >= 0; i--) {
            left -= all.get(i).characters();
            if (left < 0 && from < all.size()) {
                return all.subList(from, all.size());
            }
            if (isUsers(all.get(i))) {
                from = i;
            }
        }
        return all;
    }

    /** What was thought in the last exchange stays: providers insist on it while tools run. */
    private static List<TranscriptItem> speaking(List<TranscriptItem> paired, Reduction reduction) {
        int last = reduction == Reduction.NONE ? 0 : lastOfUser(paired);
        List<TranscriptItem> speaking = new ArrayList<>(paired.size());
        for (int i = 0; i < paired.size(); i++) {
            switch (paired.get(i)) {
                case TranscriptItem.Answered answered -> speaking.add(answered);
                case TranscriptItem.Said said -> {
                    boolean thoughts = i >= last;
                    List<ContentPart> parts =
                            said.message().content().stream()
                                    .filter(part -> isShown(part, thoughts))
                                    .toList();
                    if (parts.stream().anyMatch(Shown::isSaid)) {
                        speaking.add(with(said, parts));
                    } else if (isUsers(said)) {
                        speaking.add(with(said, List.of(new InputPart.Text(NOTHING_SAID))));
                    }
                }
            }
        }
        return speaking;
    }

    private static int lastOfUser(List<TranscriptItem> items) {
        for (int i = items.size() - 1; i >= 0; i--) {
            if (isUsers(items.get(i))) {
                return i;
            }
        }
        return 0;
    }

    static boolean isShown(ContentPart part, boolean thoughts) {
        return switch (part) {
            case InputPart.Text text -> !text.text().isBlank();
            case ContentPart.Thinking ignored -> thoughts;
            case ContentPart.Opaque ignored -> thoughts;
            case InputPart.ImageUrl ignored -> true;
            case InputPart.ImageData ignored -> true;
            case InputPart.ImageFile ignored -> true;
            case ContentPart.ToolUse ignored -> true;
        };
    }

    /** Whether the part is something to answer; what was only thought is not. */
    private static boolean isSaid(ContentPart part) {
        return !(part instanceof ContentPart.Thinking || part instanceof ContentPart.Opaque);
    }

    private static TranscriptItem.Said with(TranscriptItem.Said said, List<ContentPart> parts) {
        Message message = said.message();
        return parts.equals(message.content())
                ? said
                : new TranscriptItem.Said(
                        said.version(),
                        new Message(
                                message.id(),
                                message.role(),
                                parts,
                                message.controls(),
                                message.metadata(),
                                message.actor(),
                                message.extensions(),
                                message.createdAt()));
    }

    private static List<TranscriptItem> framed(List<TranscriptItem> items) {
        boolean begins = !items.isEmpty() && isUsers(items.getFirst());
        boolean ends = !items.isEmpty() && !isAgents(items.getLast());
        if (begins && ends) {
            return List.copyOf(items);
        }
        List<TranscriptItem> framed = new ArrayList<>(items);
        if (!begins) {
            framed.addFirst(
                    nobody(items.isEmpty() ? StreamVersion.NONE : items.getFirst().version()));
        }
        if (!items.isEmpty() && !ends) {
            framed.add(nobody(items.getLast().version()));
        }
        return List.copyOf(framed);
    }

    private static TranscriptItem nobody(StreamVersion version) {
        return new TranscriptItem.Said(
                version,
                new Message(
                        new MessageId(new UUID(0, 0)),
                        Role.USER,
                        List.of(new InputPart.Text(NOBODY_SPOKE)),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        Instant.EPOCH));
    }

    private static boolean isUsers(TranscriptItem item) {
        return item instanceof TranscriptItem.Said said && said.message().role() == Role.USER;
    }

    private static boolean isAgents(TranscriptItem item) {
        return item instanceof TranscriptItem.Said said && said.message().role() == Role.AGENT;
    }
}
