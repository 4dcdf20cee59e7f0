package dev.perdure.architecture.wrong.familiesaresealed.turn;

public interface TurnInput {}
