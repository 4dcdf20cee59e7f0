package dev.perdure.rest.sse;

import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import org.jspecify.annotations.Nullable;

/**
 * A stream that was found fit to open.
 *
 * @param after the first record sent is the one after this offset
 * @param busy whether a turn runs there
 * @param watching whether the reader only watches: what it is told counts as told to nobody
 * @param connected data of the first frame; absent sends a comment instead
 */
public record StreamRequest(
        SessionKey session,
        Offset after,
        boolean busy,
        boolean watching,
        @Nullable String connected,
        Frame.Projection projection) {

    /** Whether a session in this status has a turn that runs. */
    public static boolean isBusy(SessionStatus status) {
        return switch (status) {
            case ACTIVE, WAITING_FOR_TOOL_RESULTS -> true;
            case STARTED, IDLE -> false;
        };
    }
}
