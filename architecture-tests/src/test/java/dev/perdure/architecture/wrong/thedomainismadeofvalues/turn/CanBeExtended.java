package dev.perdure.architecture.wrong.thedomainismadeofvalues.turn;

public class CanBeExtended {}
