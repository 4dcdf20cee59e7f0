package dev.perdure.architecture.wrong.thecontractsknowportsandtestlibraries.persistence;

public interface Table {}
