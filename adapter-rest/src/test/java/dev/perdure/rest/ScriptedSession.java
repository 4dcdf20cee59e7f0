package dev.perdure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.message.ContentPart;
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
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A session whose log a test writes by hand, record by record, as the owner of its turn. */
public final class ScriptedSession {

    private static final ModelRef MODEL = new ModelRef("simulated");

    private final Storage storage;
    private final SessionKey key;
    private final TurnId turn = new TurnId(UUID.randomUUID());
    private Claim claim;
    private MessageId output;
    private int attempt;
    private int written;

    private ScriptedSession(Storage storage, SessionKey key) {
        this.storage = storage;
        this.key = key;
    }

    /** Opens a session in which a turn has begun. The storage must have no worker. */
    public static ScriptedSession begin(Storage storage) {
        SessionKey key = new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        ScriptedSession session = new ScriptedSession(storage, key);
        if (!storage.work().renew()) {
            storage.work().join();
        }
        session.append(
                Batch.of(
                        key,
                        new Guard.NewStream(),
                        List.of(
                                new SessionEvent.SessionOpened(
                                        SessionSettings.of(Harness.GENERIC_ID, null, "")))));
        Message said =
                new Message(
                        new MessageId(UUID.randomUUID()),
                        Role.USER,
                        List.of(new InputPart.Text("Hello!")),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        Instant.now());
        session.append(
                Batch.of(
                                key,
                                new Guard.Exists(),
                                List.of(new TurnEvent.MessageReceived(session.turn, said)))
                        .with(new WorkChange.Enqueue(session.turn, "key", false)));
        session.claim = storage.work().claim(1).getFirst();
        session.write(
                new TurnEvent.SessionActivated(session.turn, said.id()),
                new TurnEvent.TurnStarted(
                        session.turn, said.id(), null, MODEL, TurnLimits.DEFAULT, Instant.now()));
        return session;
    }

    public String id() {
        return "session_" + key.id().value().toString().replace("-", "");
    }

    /** The key of the session with this id on the wire. */
    public static SessionKey key(String id) {
        BigInteger bits = new BigInteger(id.substring("session_".length()), 16);
        return new SessionKey(
                OrganisationId.DEFAULT,
                new SessionId(new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue())));
    }

    public SessionKey key() {
        return key;
    }

    /** Opens the next attempt at an answer. */
    public ScriptedSession attempt() {
        attempt++;
        written = 0;
        output = new MessageId(UUID.randomUUID());
        return write(
                new StepEvent.ReasonStarted(
                        turn, StepNumber.FIRST, new Attempt(attempt), output, MODEL),
                new StepEvent.OutputStarted(
                        turn, StepNumber.FIRST, new Attempt(attempt), output, MODEL));
    }

    public ScriptedSession delta(String text) {
        write(new Delta.OutputDelta(turn, output, written, text));
        written += text.length();
        return this;
    }

    public ScriptedSession supersede() {
        return write(
                new StepEvent.AttemptSuperseded(
                        turn, StepNumber.FIRST, new Attempt(attempt), output));
    }

    /** Completes the answer and the turn. */
    public ScriptedSession complete(String text) {
        List<ContentPart> content = List.of(new InputPart.Text(text));
        return write(
                new StepEvent.ReasonCompleted(
                        turn,
                        StepNumber.FIRST,
                        new Attempt(attempt),
                        0,
                        "",
                        Usage.NONE,
                        Duration.ZERO),
                new StepEvent.OutputCompleted(
                        turn,
                        StepNumber.FIRST,
                        Message.ofAgent(output, content, Instant.now()),
                        MODEL,
                        Usage.NONE),
                new TurnEvent.TurnCompleted(turn, 1, 1, 0, output, Usage.NONE, Duration.ZERO),
                new TurnEvent.SessionIdled(turn, Usage.NONE));
    }

    public ScriptedSession write(Entry... entries) {
        append(Batch.of(key, new Guard.Owned(claim.epoch()), List.of(entries)));
        return this;
    }

    private void append(Batch batch) {
        assertThat(Appends.one(storage.log(), batch)).isInstanceOf(AppendOutcome.Appended.class);
    }
}
