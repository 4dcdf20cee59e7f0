package dev.perdure.service;

/** The service cannot start; the message is one sentence that says why and what to do about it. */
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefused(String sentence) {
        super(sentence);
    }

    StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static StartRefused portTaken(int port, String variable) {
        return new StartRefused(
                "Port "
                        + port
                        + " is in use by another program: stop that program, or choose another port"
                        + " with "
                        + variable
                        + "=<port>.");
    }

    static StartRefused badConfiguration(String where, String what) {
        return new StartRefused("The configuration " + where + " is not usable: " + what);
    }
}
