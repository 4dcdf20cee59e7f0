package dev.perdure.loop;

import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Shows a model when messages of the user were sent: the time stands before what each says. */
public final class MessageTimes {

    private MessageTimes() {}

    /** The conversation with the times, to the second; the same for the same conversation. */
    public static List<TranscriptItem> on(List<TranscriptItem> shown) {
        return shown.stream().map(MessageTimes::on).toList();
    }

    private static TranscriptItem on(TranscriptItem item) {
        return item instanceof TranscriptItem.Said said && isTimed(said.message())
                ? new TranscriptItem.Said(said.version(), timed(said.message()))
                : item;
    }

    /** Notes on what was said before were sent by nobody. */
    private static boolean isTimed(Message message) {
        return message.role() == Role.USER && !message.createdAt().equals(Instant.EPOCH);
    }

    private static Message timed(Message message) {
        List<ContentPart> content = new ArrayList<>();
        Instant sent = message.createdAt().truncatedTo(ChronoUnit.SECONDS);
        content.add(new InputPart.Text("[Sent " + sent + "]\n"));
        content.addAll(message.content());
        return new Message(
                message.id(),
                message.role(),
                content,
                message.controls(),
                message.metadata(),
                message.actor(),
                message.extensions(),
                message.createdAt());
    }
}
