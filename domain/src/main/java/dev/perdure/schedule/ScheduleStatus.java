package dev.perdure.schedule;

/** Where a schedule stands. */
public enum ScheduleStatus {
    ACTIVE,
    /** Not due until somebody goes on with it. */
    PAUSED,
    /** There is no further slot. */
    ENDED,
    CANCELLED;

    /** Whether it may be due again. */
    public boolean isOpen() {
        return this == ACTIVE || this == PAUSED;
    }
}
