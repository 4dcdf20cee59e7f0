package dev.perdure.architecture.wrong.thecontractsknowportsandtestlibraries.engine.store;

public interface Store {}
