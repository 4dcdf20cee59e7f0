package dev.perdure.engine.turn.effect;

import dev.perdure.loop.TurnInput;

/** One effect on its way to its outcome, on a thread of its own. */
@FunctionalInterface
public interface Performance {

    /** Performs the effect; blocks until its outcome is known. */
    TurnInput perform() throws InterruptedException;

    /**
     * Called by another thread after it has interrupted the performing one: once this returns,
     * nothing of the effect reaches the log any more.
     */
    default void stop() {}
}
