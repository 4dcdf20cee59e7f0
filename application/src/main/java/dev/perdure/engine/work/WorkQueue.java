package dev.perdure.engine.work;

import java.time.Duration;
import java.util.List;

/**
 * Due turns and their owners, as one node sees them. Turns enter, rest and leave through the {@link
 * WorkChange} of an append; this port only hands them out.
 *
 * <p>Guarantees: a claim raises the session's epoch in the transaction that takes the turn; a turn
 * has at most one owner of the newest epoch; a node that was declared dead gains no turn; every
 * turn of a dead node becomes due again by some node's sweep. Leases are judged by the store's
 * clock. A claim says how often the turn was claimed in vain. Thread-safe. Throws {@link
 * WorkUnavailable} when the store cannot be reached; a claim whose answer was lost on the way, of
 * {@link #claim} or of an append, is handed out later or made due again, so that no turn rests with
 * an owner who does not know of it.
 */
public interface WorkQueue {

    /**
     * Becomes a live node. Turns of this node's earlier incarnations are due again before it
     * returns.
     */
    void join();

    /** Takes up to {@code places} due turns, oldest first; empty when none is due. */
    List<Claim> claim(int places);

    /**
     * Waits until a turn may be due, at most {@code max}. A hint: it may return early or in vain.
     */
    void awaitDue(Duration max) throws InterruptedException;

    /**
     * Extends this node's lease.
     *
     * @return false when the node has been declared dead; it must then stop writing and start
     *     afresh
     */
    boolean renew();

    /**
     * Declares dead what is dead, never this node itself, then makes due what the dead left behind
     * and what has woken up.
     */
    void sweep();

    /**
     * Lets go of the turn of a claim of this node, as the log has it: it is due at once. Does
     * nothing when the claim is not the newest of its session, or the turn has ended or waits.
     */
    void handOver(Claim claim);

    /** Leaves; whatever the node still owns is due again at once. Idempotent. */
    void leave();
}
