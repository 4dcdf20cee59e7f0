package dev.perdure.engine.turn;

import dev.perdure.engine.work.Claim;

/** A turn in its place on this node. */
public interface RunningTurn extends Runnable {

    Claim claim();

    /** Says that the log may hold facts of somebody else. Any thread. */
    void nudge();

    /** Asks the run to leave the turn to another owner, soon. Any thread. */
    void stop();
}
