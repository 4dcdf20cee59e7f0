package dev.perdure.contract.simulation;

import java.util.Locale;

/** What is counted in a world. */
public enum Figure {
    STEPS,
    TURNS,
    TURNS_CANCELLED,
    TURNS_FAILED,
    MESSAGES_STEERED,
    KILLS,
    POLITE_STOPS,
    HELD_UP,
    CUT_OFF,
    BAD_LINES,
    FITS,
    CLOCKS_MOVED,
    ANSWERS_LOST,
    HINTS_LOST,
    WRITERS_REFUSED,
    REPETITIONS_RECOGNISED,
    ATTEMPTS_SUPERSEDED,
    OUTCOMES_UNKNOWN,
    OUTCOMES_RULED,
    RESULTS_HANDED_IN,
    EFFECTS,
    RUNS_REPEATED,
    RECORDS_FOLLOWED;

    /** As it reads in a line of figures. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
