package dev.perdure.rest.sse;

import java.util.Locale;
import java.util.Optional;

/** What a reader without a place is sent before it is sent what is new. */
public enum Replay {
    /**
     * From the message of the first turn whose end no reader was handed; nothing when there is
     * none, everything when no reader was handed any.
     */
    UNDELIVERED,
    /** From the message of the last turn that began; everything when none has. */
    TURN,
    /** Everything. */
    SESSION,
    /** Nothing. */
    NONE;

    /** The one of this name, as clients write it. */
    public static Optional<Replay> named(String name) {
        for (Replay replay : values()) {
            if (replay.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(replay);
            }
        }
        return Optional.empty();
    }
}
