package dev.perdure.contract.simulation;

/** A promise that did not hold. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    Violation(String sentence) {
        super(sentence);
    }
}
