package dev.perdure.architecture.wrong.dialectsstayinthehttpadapter.rest.everruns.current;

public interface Body {}
