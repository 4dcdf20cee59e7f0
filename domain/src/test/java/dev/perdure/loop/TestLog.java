package dev.perdure.loop;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.message.MessageId;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The stream of one session as a store would hold it, and where its batches end. */
final class TestLog {

    private static final SessionKey SESSION =
            new SessionKey(new OrganisationId(new UUID(20, 1)), new SessionId(new UUID(21, 1)));

    private final List<Envelope> envelopes = new ArrayList<>();
    private final List<List<Event>> batches = new ArrayList<>();
    private long version;

    static TestLog of(Event... facts) {
        TestLog log = new TestLog();
        log.append(List.of(facts), SessionState.EMPTY);
        return log;
    }

    /** Appends a batch; the state of an owner who has folded everything so far, moved along. */
    SessionState append(List<Event> facts, SessionState memory) {
        if (facts.isEmpty()) {
            return memory;
        }
        batches.add(List.copyOf(facts));
        SessionState state = memory;
        for (Event fact : facts) {
            version++;
            state = state.evolve(add(fact));
        }
        return state;
    }

    void appendDelta() {
        add(
                new Delta.OutputDelta(
                        new TurnId(new UUID(22, 1)), new MessageId(new UUID(23, 1)), 0, "piece"));
    }

    /** All records, deltas included. */
    List<Envelope> envelopes() {
        return envelopes;
    }

    List<List<Event>> batches() {
        return batches;
    }

    List<Event> facts() {
        return batches.stream().flatMap(List::stream).toList();
    }

    SessionState fold() {
        return SessionState.fold(envelopes);
    }

    private Envelope add(Entry entry) {
        Envelope envelope =
                new Envelope(
                        SESSION,
                        new Offset(envelopes.size() + 1L),
                        new StreamVersion(version),
                        Given.START,
                        entry);
        envelopes.add(envelope);
        return envelope;
    }
}
