package dev.perdure.tools.arguments;

/** Arguments that do not satisfy their tool's schema; never leaves the adapter. */
public final class InvalidArguments extends RuntimeException {

    private final String sentence;

    private InvalidArguments(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** For the model, so that its next call can do better. */
    public String sentence() {
        return sentence;
    }

    /** What is wrong with them, said by their tool. */
    public static InvalidArguments because(String sentence) {
        return new InvalidArguments(sentence);
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
