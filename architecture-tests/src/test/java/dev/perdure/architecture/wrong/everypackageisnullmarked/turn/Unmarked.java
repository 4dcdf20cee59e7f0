package dev.perdure.architecture.wrong.everypackageisnullmarked.turn;

public interface Unmarked {}
