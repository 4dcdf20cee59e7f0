package dev.perdure.llm.simulated;

/** Settings that say nothing a simulated model understands; never leaves this package. */
final class MalformedSettings extends Exception {

    private final String sentence;

    private MalformedSettings(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    static MalformedSettings notOfType(String member, String type) {
        return new MalformedSettings("The model setting " + member + " is not " + type + ".");
    }

    static MalformedSettings missing(String member) {
        return new MalformedSettings("The model setting " + member + " is missing.");
    }

    static MalformedSettings unknown(String member) {
        return new MalformedSettings("There is no model setting " + member + ".");
    }

    static MalformedSettings outOfRange(String member, long min, long max) {
        return new MalformedSettings(
                "The model setting " + member + " is not between " + min + " and " + max + ".");
    }

    static MalformedSettings notOneOf(String member, String choices) {
        return new MalformedSettings(
                "The model setting " + member + " is not one of " + choices + ".");
    }
}
