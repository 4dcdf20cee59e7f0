package dev.perdure.contract.crash;

import dev.perdure.engine.log.EventLog;

/**
 * What goes wrong.
 *
 * @param crossing at which, from 1
 */
record Trouble(Kind kind, int crossing) {

    Watcher watcher(EventLog log) {
        return switch (kind) {
            case STOP_BEFORE -> new Mortal(crossing, false);
            case STOP_AFTER -> new Mortal(crossing, true);
            case OUTAGE -> new Outage(log, crossing, false);
            case OUTAGE_ANSWER_LOST -> new Outage(log, crossing, true);
        };
    }

    /** How. */
    enum Kind {
        STOP_BEFORE,
        STOP_AFTER,
        OUTAGE,
        OUTAGE_ANSWER_LOST;

        boolean befalls(Door door) {
            return switch (this) {
                case STOP_BEFORE, STOP_AFTER -> true;
                case OUTAGE, OUTAGE_ANSWER_LOST -> door.isOfStore() && !door.isOfWork();
            };
        }
    }
}
