package dev.perdure.engine.delegation;

import dev.perdure.session.SessionId;

/**
 * A task of a sub-agent.
 *
 * @param session of the sub-agent
 * @param answer what it came to, or why it came to nothing; of one that waits, what for; empty
 *     while it runs
 */
public record Task(SessionId session, String title, Status status, String answer) {

    /** Where a task stands. */
    public enum Status {
        RUNNING,
        /** Somebody outside has to answer before it goes on. */
        WAITING,
        DONE,
        FAILED,
        CANCELLED
    }
}
