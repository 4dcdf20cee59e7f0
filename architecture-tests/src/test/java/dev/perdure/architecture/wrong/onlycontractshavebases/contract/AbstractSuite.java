package dev.perdure.architecture.wrong.onlycontractshavebases.contract;

public abstract class AbstractSuite {}
