package dev.perdure.engine.inmemory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The live incarnations and the ends of their leases. An incarnation that is not here is dead. */
final class Nodes {

    /** What a node is before it has joined and after it has left. */
    static final long NOBODY = 0;

    private final Map<Long, Instant> leases = new HashMap<>();
    private long last = NOBODY;

    long join(Instant now) {
        last++;
        leases.put(last, now.plus(InMemoryStorage.LEASE));
        return last;
    }

    boolean isLive(long incarnation) {
        return leases.containsKey(incarnation);
    }

    boolean renew(long incarnation, Instant now) {
        return leases.replace(incarnation, now.plus(InMemoryStorage.LEASE)) != null;
    }

    void bury(long incarnation) {
        leases.remove(incarnation);
    }

    /**
     * Declares dead whose lease is past, and answers who that was. The one that looks is alive,
     * however long it and the machine around it have slept.
     */
    List<Long> buryExpired(Instant now, long looking) {
        List<Long> expired = new ArrayList<>();
        leases.forEach((incarnation, end) -> {
            if (end.isBefore(now) && incarnation != looking) {
                expired.add(incarnation);
            }
        });
        expired.forEach(this::bury);
        return expired;
    }
}
