package dev.perdure.engine.log;

/** The log cannot be reached, or the outcome of an append to it cannot be known. */
public final class LogUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
