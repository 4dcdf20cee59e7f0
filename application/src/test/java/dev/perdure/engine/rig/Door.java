package dev.perdure.engine.rig;

/** A call of the engine to the outside. */
public enum Door {
    LOG_APPEND,
    LOG_HEAD,
    LOG_READ,
    LOG_FACTS,
    AGENTS,
    WORK_JOIN,
    WORK_CLAIM,
    WORK_AWAIT,
    WORK_RENEW,
    WORK_SWEEP,
    WORK_LEAVE,
    MODEL_OPEN,
    MODEL_NEXT,
    MODEL_CLOSE,
    TOOL_RUN,
    TOOL_PROBE;

    public boolean isOfLog() {
        return this == LOG_APPEND || this == LOG_HEAD || this == LOG_READ || this == LOG_FACTS;
    }

    public boolean isOfWork() {
        return this == WORK_JOIN
                || this == WORK_CLAIM
                || this == WORK_AWAIT
                || this == WORK_RENEW
                || this == WORK_SWEEP
                || this == WORK_LEAVE;
    }

    public boolean isOfStore() {
        return isOfLog() || isOfWork() || this == AGENTS;
    }
}
