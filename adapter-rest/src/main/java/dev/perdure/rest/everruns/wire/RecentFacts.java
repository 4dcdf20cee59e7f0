package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The facts a reader has just seen, so that most look-ups around them need no other read. */
public final class RecentFacts implements FactLookup {

    public static final int REMEMBERED_MAX = 64;

    private final EventReader log;
    private final SessionKey session;
    private final Map<StreamVersion, Envelope> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<StreamVersion, Envelope> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    public RecentFacts(EventReader log, SessionKey session) {
        this.log = log;
        this.session = session;
    }

    public void remember(List<Envelope> records) {
        int skipped = Math.max(0, records.size() - REMEMBERED_MAX);
        for (Envelope envelope : records.subList(skipped, records.size())) {
            if (envelope.isFact()) {
                remembered.put(envelope.version(), envelope);
            }
        }
    }

    /** Lets go of everything, so that an idle reader costs nothing. */
    public void forget() {
        remembered.clear();
    }

    @Override
    public List<Envelope> facts(StreamVersion from, StreamVersion to) {
        if (to.value() - from.value() < REMEMBERED_MAX) {
            List<Envelope> found = new ArrayList<>();
            StreamVersion at = from;
            while (at.compareTo(to) <= 0 && remembered.containsKey(at)) {
                found.add(remembered.get(at));
                at = at.next();
            }
            if (at.compareTo(to) > 0) {
                return found;
            }
        }
        return log.facts(session, from, to);
    }
}
