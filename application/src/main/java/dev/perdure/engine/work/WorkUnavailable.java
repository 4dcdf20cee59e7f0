package dev.perdure.engine.work;

/** The store of the queue cannot be reached; nothing is known of what was asked last. */
public final class WorkUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorkUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
