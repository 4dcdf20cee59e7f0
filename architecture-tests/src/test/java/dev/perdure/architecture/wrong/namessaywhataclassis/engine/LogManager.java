package dev.perdure.architecture.wrong.namessaywhataclassis.engine;

public interface LogManager {}
