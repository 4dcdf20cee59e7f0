package dev.perdure.engine.turn;

import dev.perdure.engine.log.Seen;
import dev.perdure.engine.work.Claim;
import java.util.Optional;

/** A turn in its place on this node. */
public interface RunningTurn extends Runnable {

    Claim claim();

    /** How the run has seen its session last; empty while it has not. Any thread. */
    Optional<Seen> seen();

    /** Says that the log may hold facts of somebody else. Any thread. */
    void nudge();

    /**
     * Asks the run to leave the turn to another owner once nothing it has announced is open: what
     * is under way goes on to its end, and nothing new is begun. Any thread.
     */
    void handOver();

    /** Whether the run has ended and left the turn to another owner. */
    boolean isLeft();

    /**
     * Asks the run to leave the turn to another owner at once; what is under way is cut. Any
     * thread.
     */
    void stop();
}
