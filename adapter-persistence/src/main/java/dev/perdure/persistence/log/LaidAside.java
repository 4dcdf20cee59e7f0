package dev.perdure.persistence.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The batches of a lane whose sessions somebody else has locked. They rest while the others go on,
 * and their sessions are suspected from then on: they are sent again only when they are found free.
 * For the committer's thread alone.
 */
final class LaidAside {

    private static final Duration REST = Duration.ofMillis(250);

    private final Map<UUID, Pending> now = new HashMap<>();
    private final Set<UUID> suspects = new HashSet<>();

    boolean hasSuspect(List<Pending> flush) {
        return !suspects.isEmpty()
                && flush.stream().anyMatch(pending -> suspects.contains(pending.session()));
    }

    void add(Pending pending) {
        now.put(pending.session(), pending);
    }

    void clear() {
        now.clear();
    }

    /**
     * To be called when everything else of the flush is over.
     *
     * @return what does not rest, and is over as well
     */
    List<Pending> putAway(FlushQueue queue, Lane lane, List<Pending> flush) {
        if (now.isEmpty() && suspects.isEmpty()) {
            return flush;
        }
        queue.rest(lane, List.copyOf(now.values()), REST);
        List<Pending> over =
                flush.stream().filter(pending -> !now.containsKey(pending.session())).toList();
        over.forEach(pending -> suspects.remove(pending.session()));
        suspects.addAll(now.keySet());
        now.clear();
        return over;
    }
}
