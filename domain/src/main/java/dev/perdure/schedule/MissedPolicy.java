package dev.perdure.schedule;

/** What becomes of slots that nobody was there for. */
public enum MissedPolicy {
    /** Only the latest of them is made up for. */
    ONE,
    /** None is; a slot counts as missed after {@link Firing#LATE_MAX}. */
    SKIP,
    /** Each is, one after the other, but no more than {@link Firing#CATCH_UP_MAX} of the latest. */
    ALL
}
