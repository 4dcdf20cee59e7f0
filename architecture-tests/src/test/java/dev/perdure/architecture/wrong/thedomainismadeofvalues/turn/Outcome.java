package dev.perdure.architecture.wrong.thedomainismadeofvalues.turn;

public sealed interface Outcome {
    record Ended() implements Outcome {}
}
