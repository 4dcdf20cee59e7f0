package dev.perdure.contract;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Entries for tests that care how many there are and in which order, and not what they say. */
public final class Sample {

    private static final TurnId TURN = new TurnId(new UUID(1, 2));
    private static final MessageId MESSAGE = new MessageId(new UUID(3, 4));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Sample() {}

    /** A fact that can be told from others by its text. */
    public static Event fact(String text) {
        return new TurnEvent.CancelRequested(TURN, text);
    }

    public static Delta delta(String text) {
        return new Delta.OutputDelta(TURN, MESSAGE, 0, text);
    }

    /** Facts named {@code prefix-0} and so on. */
    public static List<Entry> facts(String prefix, int count) {
        List<Entry> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(fact(prefix + "-" + i));
        }
        return facts;
    }

    /** A fact, two deltas, a fact, two deltas: a stream in which offset and version differ. */
    public static List<Entry> mixture(String prefix, int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(i % 3 == 0 ? fact(prefix + "-" + i) : delta(prefix + "-" + i));
        }
        return entries;
    }

    public static Event opening() {
        return opening(SessionSettings.of(Harness.GENERIC_ID, null, "a session"));
    }

    public static Event opening(SessionSettings settings) {
        return new SessionEvent.SessionOpened(settings);
    }

    public static TurnId turn() {
        return new TurnId(UUID.randomUUID());
    }

    /** The message that causes {@code turn}. */
    public static Event message(TurnId turn, String text) {
        return new TurnEvent.MessageReceived(
                turn,
                new Message(
                        new MessageId(UUID.randomUUID()),
                        Role.USER,
                        List.of(new InputPart.Text(text)),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        NOON));
    }
}
