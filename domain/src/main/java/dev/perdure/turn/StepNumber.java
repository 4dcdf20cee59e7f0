package dev.perdure.turn;

/** One reason-and-act round inside a turn, counted from 1. */
public record StepNumber(int value) {

    public static final StepNumber FIRST = new StepNumber(1);

    public StepNumber {
        if (value < 1) {
            throw new IllegalArgumentException("steps count from 1");
        }
    }

    public StepNumber next() {
        return new StepNumber(value + 1);
    }
}
