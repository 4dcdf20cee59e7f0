package dev.perdure.tools.builtin;

/** Arguments that do not satisfy their tool's schema; never leaves this package. */
final class InvalidArguments extends Exception {

    private final String sentence;

    private InvalidArguments(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** For the model, so that its next call can do better. */
    String sentence() {
        return sentence;
    }

    static InvalidArguments notAnObject(String tool) {
        return new InvalidArguments("The arguments of " + tool + " are not an object.");
    }

    static InvalidArguments unknown(String tool, String name) {
        return new InvalidArguments("The tool " + tool + " has no argument " + name + ".");
    }

    static InvalidArguments missing(String tool, String name) {
        return new InvalidArguments("The argument " + name + " of " + tool + " is missing.");
    }

    static InvalidArguments not(String what, String tool, String name) {
        return new InvalidArguments(
                "The argument " + name + " of " + tool + " is not " + what + ".");
    }
}
