package dev.perdure.loop;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a turn waited for somebody outside: for leave, a ruling, its client, or another session.
 * However many it waits for at a time, the time is counted once.
 *
 * @param total of the waits that are over
 * @param since when the present wait began; absent while nobody is waited for
 */
public record Waiting(Duration total, @Nullable Instant since) {

    public static final Waiting NONE = new Waiting(Duration.ZERO, null);

    Waiting begun(@Nullable Instant at) {
        return since == null && at != null ? new Waiting(total, at) : this;
    }

    /** A clock that is behind takes nothing from the turn. */
    Waiting over(Instant at) {
        boolean counts = since != null && at.isAfter(since);
        return new Waiting(counts ? total.plus(Duration.between(since, at)) : total, null);
    }

    /** Nobody is waited for between steps. */
    Waiting closed() {
        return since == null ? this : new Waiting(total, null);
    }
}
