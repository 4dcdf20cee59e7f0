package dev.perdure.architecture.wrong.aturnreachestheoutsidethroughinterpreters.engine.model;

public interface Client {}
