package dev.perdure.architecture.wrong.thedomainismadeofvalues.turn;

public enum Phase {
    OPEN,
    ENDED
}
