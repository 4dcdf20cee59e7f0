package dev.perdure.architecture.wrong.nothinglooksup.engine;

public interface Engine {}
