package dev.perdure.architecture.wrong.thedomainismadeofvalues.turn;

public final class Bounds {
    static final int STEPS_MAX = 100;

    private Bounds() {}
}
