package dev.perdure.architecture.wrong.familiesaresealed.loop;

public record LoopState(String turn) {}
