package dev.perdure.message;

/** What a message asks for when a turn of its session is under way; without one, all are alike. */
public enum MessageStrategy {
    /** It waits until that turn has ended, and has a turn of its own. */
    ENQUEUE,
    /**
     * It joins that turn before its next model call. When there is none any more, it waits like any
     * other.
     */
    STEER,
    /** That turn is cancelled, and the message waits for its end. */
    INTERRUPT,
    /** The message is refused, and nothing of it is written. */
    REJECT,
    /** That turn is cancelled and the conversation goes on from before it began. */
    ROLLBACK
}
