package dev.perdure.rest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Over a log that the test writes; the places are those before the records named. */
class ReplayStartTest {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final SessionKey session =
            new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
    private final TurnId first = turn();
    private final TurnId second = turn();
    private final TurnId third = turn();

    private static TurnId turn() {
        return new TurnId(UUID.randomUUID());
    }

    @Test
    void without_a_mark_everything_is_undelivered() {
        open();
        arrives(first);

        assertThat(undelivered(StreamVersion.NONE)).isEqualTo(Offset.START);
    }

    @Test
    void after_the_last_turn_was_delivered_there_is_nothing_to_replay() {
        open();
        arrives(first);
        starts(first);
        Envelope end = ends(first);
        Envelope idled = write(new TurnEvent.SessionIdled(first, Usage.NONE));

        assertThat(undelivered(end.version())).isEqualTo(idled.offset());
    }

    @Test
    void a_message_that_joined_a_turn_is_not_replayed_once_that_turn_was_delivered() {
        open();
        arrives(first);
        starts(first);
        arrives(second);
        write(
                new TurnEvent.MessageSteered(
                        second, new MessageId(UUID.randomUUID()), first, new StepNumber(2)));
        Envelope end = ends(first);
        Envelope idled = write(new TurnEvent.SessionIdled(first, Usage.NONE));

        assertThat(undelivered(end.version())).isEqualTo(idled.offset());
    }

    @Test
    void a_turn_that_came_after_the_mark_is_replayed_from_its_message() {
        open();
        arrives(first);
        starts(first);
        Envelope end = ends(first);
        write(new TurnEvent.SessionIdled(first, Usage.NONE));
        Envelope message = arrives(second);
        starts(second);
        ends(second);

        assertThat(undelivered(end.version())).isEqualTo(before(message));
    }

    @Test
    void a_message_that_waited_while_the_delivered_turn_ran_is_replayed() {
        open();
        arrives(first);
        starts(first);
        Envelope waiting = arrives(second);
        arrives(third);
        Envelope end = ends(first);
        starts(second);
        Envelope secondEnd = ends(second);

        assertThat(undelivered(end.version())).isEqualTo(before(waiting));
        assertThat(undelivered(secondEnd.version()))
                .as("the third came before the second ended")
                .isEqualTo(new Offset(waiting.offset().value()));
    }

    @Test
    void the_place_is_found_across_many_pages() {
        open();
        arrives(first);
        starts(first);
        Envelope waiting = arrives(second);
        for (int i = 0; i < 1000; i++) {
            write(new TurnEvent.CancelRequested(first, "noise " + i));
        }
        Envelope end = ends(first);
        for (int i = 0; i < 1000; i++) {
            write(new TurnEvent.CancelRequested(second, "noise " + i));
        }
        Envelope secondEnd = ends(second);
        Envelope last = arrives(third);

        assertThat(undelivered(end.version())).isEqualTo(before(waiting));
        assertThat(undelivered(secondEnd.version())).isEqualTo(before(last));
        assertThat(start(Replay.TURN, StreamVersion.NONE)).isEqualTo(before(first()));
    }

    @Test
    void the_last_turn_begins_at_the_message_of_the_one_that_began_last() {
        open();
        assertThat(start(Replay.TURN, StreamVersion.NONE)).isEqualTo(Offset.START);
        arrives(first);
        starts(first);
        ends(first);
        Envelope message = arrives(second);
        starts(second);
        arrives(third);

        assertThat(start(Replay.TURN, StreamVersion.NONE)).isEqualTo(before(message));
    }

    @Test
    void all_and_nothing_do_not_ask_what_was_delivered() {
        open();
        Envelope last = arrives(first);

        assertThat(start(Replay.SESSION, last.version())).isEqualTo(Offset.START);
        assertThat(start(Replay.NONE, StreamVersion.NONE)).isEqualTo(last.offset());
    }

    private Offset undelivered(StreamVersion delivered) {
        return start(Replay.UNDELIVERED, delivered);
    }

    private Offset start(Replay replay, StreamVersion delivered) {
        return new ReplayStart(storage.log(), session, storage.log().head(session).orElseThrow())
                .of(replay, delivered);
    }

    private static Offset before(Envelope record) {
        return new Offset(record.offset().value() - 1);
    }

    private Envelope first() {
        return storage.log().facts(session, new StreamVersion(2), new StreamVersion(2)).getFirst();
    }

    private void open() {
        append(
                new Guard.NewStream(),
                new SessionEvent.SessionOpened(SessionSettings.of(Harness.GENERIC_ID, null, "")));
    }

    private Envelope arrives(TurnId turn) {
        Message message =
                new Message(
                        new MessageId(UUID.randomUUID()),
                        Role.USER,
                        List.of(new InputPart.Text("Hello!")),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        Instant.EPOCH);
        return write(new TurnEvent.MessageReceived(turn, message));
    }

    private void starts(TurnId turn) {
        write(
                new TurnEvent.TurnStarted(
                        turn,
                        new MessageId(UUID.randomUUID()),
                        null,
                        new ModelRef("simulated"),
                        TurnLimits.DEFAULT,
                        Instant.EPOCH));
    }

    private Envelope ends(TurnId turn) {
        return write(new TurnEvent.TurnCancelled(turn, "enough", Usage.NONE));
    }

    private Envelope write(Entry entry) {
        return append(new Guard.Exists(), entry);
    }

    private Envelope append(Guard guard, Entry entry) {
        AppendOutcome outcome =
                Appends.one(storage.log(), Batch.of(session, guard, List.of(entry)));
        return ((AppendOutcome.Appended) outcome).envelopes().getFirst();
    }
}
