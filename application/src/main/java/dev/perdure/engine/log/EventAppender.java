package dev.perdure.engine.log;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The writing side of the log. Groups are part of the contract, so that a store can commit the
 * appends of many sessions at once.
 *
 * <p>Guarantees: each batch of a group is atomic and is refused alone. Within a session offsets and
 * versions are gap-free and in order of commit; time never falls. What the stage completes with is
 * durable; readers and tails see nothing earlier. Batches of one session that one thread appends
 * without waiting in between are written in that order. Two batches of one session in one group are
 * written in the order of the group.
 *
 * <p>The stage fails with {@link LogUnavailable} when the outcome of a batch cannot be known; the
 * batch was then written whole or not at all, and a writer that goes on reads the stream first.
 */
public interface EventAppender {

    /** Appends each batch; the outcomes stand in the order of the batches. */
    CompletionStage<List<AppendOutcome>> append(List<Batch> group);
}
