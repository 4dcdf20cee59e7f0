package dev.perdure.engine.store;

/** A catalogue cannot be reached; a write asked for last may or may not have happened. */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
