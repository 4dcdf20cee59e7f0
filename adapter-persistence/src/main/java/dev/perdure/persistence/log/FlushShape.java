package dev.perdure.persistence.log;

import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent.SettingsChanged;
import java.util.List;

/**
 * What occurs in a flush. Its statement has a part for each of these and for nothing else: what a
 * part costs when it finds nothing to do is most of what a small flush costs.
 *
 * @param pieces the flush holds nothing but one delta of its session's owner in each batch
 * @param opens streams begin
 * @param describes what lists show of a session is written
 * @param enqueues turns arrive
 * @param moves turns end, wait or become due
 * @param facts there are facts
 * @param deltas there are deltas
 */
record FlushShape(
        boolean pieces,
        boolean opens,
        boolean describes,
        boolean enqueues,
        boolean moves,
        boolean facts,
        boolean deltas) {

    static FlushShape of(List<Pending> flush) {
        boolean pieces = true;
        boolean opens = false;
        boolean describes = false;
        boolean enqueues = false;
        boolean moves = false;
        boolean facts = false;
        boolean deltas = false;
        for (Pending pending : flush) {
            pieces &= isPiece(pending.batch());
            opens |= pending.batch().guard() instanceof Guard.NewStream;
            switch (pending.batch().work()) {
                case WorkChange.Unchanged ignored -> {}
                case WorkChange.Enqueue enqueue -> {
                    enqueues = true;
                    moves |= enqueue.wakes() != null;
                }
                case WorkChange.ParkUntil ignored -> moves = true;
                case WorkChange.ParkForClient ignored -> moves = true;
                case WorkChange.MakeDue ignored -> moves = true;
                case WorkChange.Finish ignored -> moves = true;
            }
            for (Entry entry : pending.batch().entries()) {
                boolean fact = entry instanceof Event;
                facts |= fact;
                deltas |= !fact;
                describes |= entry instanceof SettingsChanged;
            }
        }
        return new FlushShape(pieces, opens, opens || describes, enqueues, moves, facts, deltas);
    }

    private static boolean isPiece(Batch batch) {
        return batch.guard() instanceof Guard.Owned
                && batch.work() instanceof WorkChange.Unchanged
                && batch.entries().size() == 1
                && batch.entries().getFirst() instanceof Delta;
    }

    /** Whether what arrives may be claimed at once, if this node lives. */
    boolean claims() {
        return opens || enqueues;
    }
}
