package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many messages a session has had up to a fact. Remembered for the sessions asked about last,
 * so that each count reads what is new; a count never turns wrong, because facts do not change.
 * Thread-safe.
 */
final class MessageCounts {

    private static final int SESSIONS_MAX = 1000;
    private static final int PAGE = 500;

    private final EventReader log;
    private final Map<SessionKey, Counted> known = new LinkedHashMap<>(16, 0.75f, true);

    MessageCounts(EventReader log) {
        this.log = log;
    }

    /** How many messages the facts of versions below {@code version} are. */
    long before(SessionKey session, StreamVersion version) {
        Counted counted = known(session);
        if (counted.next().compareTo(version) > 0) {
            counted = Counted.NOTHING;
        }
        long messages = counted.messages();
        StreamVersion next = counted.next();
        while (next.compareTo(version) < 0) {
            StreamVersion last =
                    new StreamVersion(Math.min(version.value(), next.value() + PAGE) - 1);
            List<Envelope> facts = log.facts(session, next, last);
            for (Envelope fact : facts) {
                messages += ObjectMessages.count(fact.entry());
            }
            next = last.next();
        }
        remember(session, new Counted(next, messages));
        return messages;
    }

    private synchronized Counted known(SessionKey session) {
        return known.getOrDefault(session, Counted.NOTHING);
    }

    private synchronized void remember(SessionKey session, Counted counted) {
        if (known(session).next().compareTo(counted.next()) < 0) {
            known.put(session, counted);
            if (known.size() > SESSIONS_MAX) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    /**
     * A count.
     *
     * @param next the first version that is not in it
     */
    private record Counted(StreamVersion next, long messages) {
        static final Counted NOTHING = new Counted(StreamVersion.NONE.next(), 0);
    }
}
