package dev.perdure.persistence.log;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Delta;
import dev.perdure.persistence.codec.StoredEntry;
import java.util.List;
import java.util.UUID;

/**
 * A batch on its way to the disk.
 *
 * @param stored the entries of the batch, encoded, in the same order
 * @param index of the batch in its group
 * @param bytes what it holds in memory, about
 * @param sinceNanos when it was appended, by the clock of this JVM
 */
record Pending(
        Batch batch,
        List<StoredEntry> stored,
        GroupAppend group,
        int index,
        long bytes,
        long sinceNanos) {

    /** What a batch and its bookkeeping take besides the payloads. */
    private static final long OVERHEAD_BYTES = 512;

    static Pending of(Batch batch, List<StoredEntry> stored, GroupAppend group, int index) {
        long bytes = OVERHEAD_BYTES;
        for (StoredEntry entry : stored) {
            bytes += entry.payload().length + OVERHEAD_BYTES;
        }
        return new Pending(batch, stored, group, index, bytes, System.nanoTime());
    }

    UUID session() {
        return batch.session().id().value();
    }

    /** Whether somebody waits for it; deltas alone may wait for company. */
    boolean isBarrier() {
        return batch.guard() instanceof Guard.NewStream
                || !(batch.work() instanceof WorkChange.Unchanged)
                || !batch.entries().stream().allMatch(Delta.class::isInstance);
    }

    void settle(AppendOutcome outcome) {
        group.settle(index, outcome);
    }

    void fail(RuntimeException failure) {
        group.fail(failure);
    }
}
