package dev.perdure.llm.provider;

/** Model settings that cannot be sent; never leaves the drivers. */
public final class UnusableSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    /**
     * Why they cannot be sent.
     *
     * @param sentence one sentence for whoever wrote them
     */
    public UnusableSettings(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
