package dev.perdure.turn;

/** One try of an effect within a step, counted from 1. */
public record Attempt(int value) {

    public static final Attempt FIRST = new Attempt(1);

    public Attempt {
        if (value < 1) {
            throw new IllegalArgumentException("attempts count from 1");
        }
    }

    public Attempt next() {
        return new Attempt(value + 1);
    }
}
