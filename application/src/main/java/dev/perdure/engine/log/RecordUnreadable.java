package dev.perdure.engine.log;

import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;

/**
 * A record of the log cannot be read: a newer version wrote it, or it is damaged. The sentence
 * names it and is fit for whoever may read the session. Its session rests; others are not touched.
 */
public final class RecordUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * @param why one clause: what is the matter with it
     */
    public RecordUnreadable(SessionKey session, Offset offset, String why, Throwable cause) {
        super(
                "Record "
                        + offset.value()
                        + " of session "
                        + session.id().value()
                        + " cannot be read: "
                        + why
                        + ". A newer version wrote it, or it is damaged; the session rests.",
                cause);
        this.offset = offset.value();
    }

    /** Where it stands. */
    public Offset offset() {
        return new Offset(offset);
    }
}
