package dev.perdure.persistence.kills;

import java.util.Locale;

/** Where the first run of a call stops until its program is killed. */
enum Hold {
    NEVER,
    BEFORE_IT_COUNTS,
    AFTER_IT_COUNTED;

    /** As one word of a message. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Hold of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
