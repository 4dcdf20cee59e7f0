package dev.perdure.architecture.wrong.adaptersarestrangers.engine;

public interface Engine {}
