package dev.perdure.architecture.wrong.interpretersarestrangers.engine.turn.effect;

public interface Scene {}
