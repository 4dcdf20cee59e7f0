package dev.perdure.engine.log;

import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Entry;
import dev.perdure.session.SessionKey;
import java.util.List;

/**
 * Entries that become part of one stream together or not at all, with what they do to the queue.
 *
 * @param entries in order; may be empty when only the queue changes
 */
public record Batch(SessionKey session, Guard guard, List<Entry> entries, WorkChange work) {

    public Batch {
        entries = List.copyOf(entries);
    }

    public static Batch of(SessionKey session, Guard guard, List<? extends Entry> entries) {
        return new Batch(session, guard, List.copyOf(entries), new WorkChange.Unchanged());
    }

    public Batch with(WorkChange change) {
        return new Batch(session, guard, entries, change);
    }
}
