package dev.perdure.architecture.wrong.thedomainismadeofvalues.turn;

public record Turn(String id) {}
