package dev.perdure.architecture.wrong.thewireasksusecases.engine.log;

public interface Guard {
    record Exists() implements Guard {}
}
