package dev.perdure.tools.http;

/** Settings that describe no tools; never leaves this package. */
final class UnusableSettings extends Exception {

    private final String sentence;

    UnusableSettings(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** For whoever wrote them; holds no value of a header. */
    String sentence() {
        return sentence;
    }
}
