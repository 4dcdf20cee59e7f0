package dev.perdure.contract.invariant;

/** A promise that did not hold. */
public final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    public Violation(String sentence) {
        super(sentence);
    }
}
