package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page of one stream ends with the first record of another. */
final class MixesStreams extends Liar {

    private final List<SessionKey> sessions = new CopyOnWriteArrayList<>();

    @Override
    AppendOutcome append(Storage truth, Batch asked) {
        if (!sessions.contains(asked.session())) {
            sessions.add(asked.session());
        }
        return honestly(truth, asked);
    }

    @Override
    List<Envelope> read(
            Storage truth, SessionKey session, Offset after, int limit, Selection selection) {
        List<Envelope> page = new ArrayList<>(truth.log().read(session, after, limit, selection));
        if (!page.isEmpty()) {
            sessions.stream()
                    .filter(other -> !other.equals(session))
                    .findFirst()
                    .ifPresent(other ->
                            page.addAll(truth.log().read(other, Offset.START, 1, selection)));
        }
        return page;
    }
}
