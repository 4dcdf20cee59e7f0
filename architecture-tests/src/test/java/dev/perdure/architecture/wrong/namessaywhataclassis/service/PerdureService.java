package dev.perdure.architecture.wrong.namessaywhataclassis.service;

public interface PerdureService {}
