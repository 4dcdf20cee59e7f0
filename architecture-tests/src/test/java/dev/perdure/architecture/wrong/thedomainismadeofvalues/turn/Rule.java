package dev.perdure.architecture.wrong.thedomainismadeofvalues.turn;

@FunctionalInterface
public interface Rule {
    boolean holds();
}
