package dev.perdure.llm.chat;

/** Model settings that cannot be sent; never leaves this package. */
final class UnusableSettings extends Exception {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    UnusableSettings(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
