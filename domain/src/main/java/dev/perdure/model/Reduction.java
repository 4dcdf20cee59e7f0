package dev.perdure.model;

import java.util.EnumSet;
import java.util.Optional;

/**
 * How much less than usual a model is shown of a conversation that it found too long; each holds
 * what those before it hold.
 */
public enum Reduction {
    /** As usual. */
    NONE,
    /**
     * Without what was thought before the last message of the user, and what only its author can
     * read of it.
     */
    WITHOUT_REASONING,
    /** The latest half of that, from a message of the user on. */
    HALF,
    /** From the last message of the user on. */
    LAST_EXCHANGE;

    public Optional<Reduction> next() {
        return EnumSet.range(this, LAST_EXCHANGE).stream().skip(1).findFirst();
    }
}
