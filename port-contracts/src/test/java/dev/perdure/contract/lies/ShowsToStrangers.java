package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads of the log that do not ask whose it is. */
final class ShowsToStrangers extends Liar {

    private final Map<SessionId, SessionKey> owners = new ConcurrentHashMap<>();

    @Override
    AppendOutcome append(Storage truth, Batch asked) {
        owners.putIfAbsent(asked.session().id(), asked.session());
        return honestly(truth, asked);
    }

    @Override
    Optional<SessionHead> head(Storage truth, SessionKey session) {
        return super.head(truth, owner(session));
    }

    @Override
    List<Envelope> read(
            Storage truth, SessionKey session, Offset after, int limit, Selection selection) {
        return super.read(truth, owner(session), after, limit, selection);
    }

    @Override
    List<Envelope> latest(Storage truth, SessionKey session, StreamVersion before, int limit) {
        return super.latest(truth, owner(session), before, limit);
    }

    @Override
    List<Envelope> facts(Storage truth, SessionKey session, StreamVersion from, StreamVersion to) {
        return super.facts(truth, owner(session), from, to);
    }

    @Override
    Offset lastFactAt(Storage truth, SessionKey session, Instant time) {
        return super.lastFactAt(truth, owner(session), time);
    }

    @Override
    Subscription follow(Storage truth, SessionKey session, Offset after) {
        return super.follow(truth, owner(session), after);
    }

    private SessionKey owner(SessionKey session) {
        return owners.getOrDefault(session.id(), session);
    }
}
