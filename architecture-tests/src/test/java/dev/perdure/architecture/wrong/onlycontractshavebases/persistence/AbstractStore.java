package dev.perdure.architecture.wrong.onlycontractshavebases.persistence;

public abstract class AbstractStore {}
