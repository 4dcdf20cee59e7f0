package dev.perdure.architecture.wrong.aturnreachestheoutsidethroughinterpreters.engine.tool;

public interface Runner {}
