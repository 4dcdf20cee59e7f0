package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A node does not see at once what another one wrote last. */
final class LaggingReplica extends Liar {

    private final Map<SessionId, Storage> lastWriters = new ConcurrentHashMap<>();

    @Override
    AppendOutcome append(Storage truth, Batch asked) {
        lastWriters.put(asked.session().id(), truth);
        return honestly(truth, asked);
    }

    @Override
    List<Envelope> read(
            Storage truth, SessionKey session, Offset after, int limit, Selection selection) {
        List<Envelope> page = truth.log().read(session, after, limit, selection);
        boolean behind = !truth.equals(lastWriters.getOrDefault(session.id(), truth));
        return behind && page.size() > 1 ? page.subList(0, page.size() - 1) : page;
    }
}
