package dev.perdure.contract.crash;

/** What somebody makes of a call whose outcome is unknown. */
enum Look {
    TELL_MODEL,
    RUN_AGAIN,
    /** Finds out what happened: takes the result when it did, and has it run again when not. */
    FIND_OUT
}
