package dev.perdure.contract.crash;

/** A call of the engine to the outside. */
enum Door {
    LOG_APPEND,
    LOG_HEAD,
    LOG_READ,
    LOG_FACTS,
    LOG_MOVED,
    AGENTS,
    SESSIONS,
    BUDGETS,
    SCHEDULES,
    SCHEDULES_DUE,
    WORK_JOIN,
    WORK_CLAIM,
    WORK_AWAIT,
    WORK_RENEW,
    WORK_SWEEP,
    WORK_HAND_OVER,
    WORK_LEAVE,
    MODEL_OPEN,
    MODEL_NEXT,
    MODEL_CLOSE,
    TOOL_RUN,
    TOOL_PROBE,
    SERVER_LIST,
    SERVER_CALL;

    boolean isOfLog() {
        return this == LOG_APPEND
                || this == LOG_HEAD
                || this == LOG_READ
                || this == LOG_FACTS
                || this == LOG_MOVED;
    }

    /** Whether a node crosses it by the clock, and not because of a turn or a client. */
    boolean isOfWork() {
        return this == WORK_JOIN
                || this == WORK_CLAIM
                || this == WORK_AWAIT
                || this == WORK_RENEW
                || this == WORK_SWEEP
                || this == WORK_LEAVE
                || this == SCHEDULES_DUE
                || this == LOG_MOVED;
    }

    boolean isOfStore() {
        return isOfLog()
                || isOfWork()
                || this == WORK_HAND_OVER
                || this == AGENTS
                || this == SESSIONS
                || this == BUDGETS
                || this == SCHEDULES;
    }
}
