package dev.perdure.persistence.codec;

import dev.perdure.session.SessionStatus;

/** The number that stands for a session's status in its row. */
public final class StatusNumber {

    private StatusNumber() {}

    public static SessionStatus read(int number) {
        return switch (number) {
            case 0 -> SessionStatus.STARTED;
            case 1 -> SessionStatus.ACTIVE;
            case 2 -> SessionStatus.WAITING_FOR_TOOL_RESULTS;
            case 3 -> SessionStatus.IDLE;
            default -> throw new IllegalStateException("no session has the status " + number);
        };
    }
}
