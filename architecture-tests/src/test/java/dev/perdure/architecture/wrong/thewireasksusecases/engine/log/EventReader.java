package dev.perdure.architecture.wrong.thewireasksusecases.engine.log;

public interface EventReader {}
