package dev.perdure.benchmarks;

import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Sessions whose logs are written by the driver: the facts of a few real turns, again and again.
 * Each turn has ended when it is said to begin anew.
 */
final class WrittenLogs {

    private static final int TURNS = 10;

    private final EventLog log;
    private final Entry opening;
    private final List<Entry> turns;

    private WrittenLogs(EventLog log, Entry opening, List<Entry> turns) {
        this.log = log;
        this.opening = opening;
        this.turns = List.copyOf(turns);
    }

    /** Has the engine run the turns that are to be written. */
    static WrittenLogs of(Engine engine) throws InterruptedException {
        Conversation conversation =
                engine.converse(
                        AgentSettings.of("bench", "Answer.")
                                .withModelSettings(EmbeddedTurns.oneWord()));
        for (int turn = 0; turn < TURNS; turn++) {
            conversation.say("Go on.").text();
        }
        EventLog log = engine.storage().log();
        List<Entry> talk =
                new ArrayList<>(
                        log
                                .facts(
                                        conversation.session(),
                                        StreamVersion.NONE.next(),
                                        new StreamVersion(Long.MAX_VALUE))
                                .stream()
                                .map(Envelope::entry)
                                .toList());
        Entry opening = talk.removeFirst();
        return new WrittenLogs(log, opening, talk);
    }

    /** A session without a turn. */
    SessionKey open() {
        SessionKey session =
                new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
        check(Batch.of(session, new Guard.NewStream(), List.of(opening)));
        return session;
    }

    /** The turns once. */
    void talk(SessionKey session) {
        append(session, turns);
    }

    /** The turns as often as it takes for so many facts, the opening counted. */
    void fill(SessionKey session, int facts) {
        for (int written = 1; written < facts; written += turns.size()) {
            talk(session);
        }
    }

    void append(SessionKey session, List<? extends Entry> entries) {
        check(Batch.of(session, new Guard.Exists(), entries));
    }

    private void check(Batch batch) {
        AppendOutcome outcome = Appends.one(log, batch);
        if (!(outcome instanceof AppendOutcome.Appended)) {
            throw new IllegalStateException("refused: " + outcome);
        }
    }
}
