package dev.perdure.architecture.wrong.onlycontractshavebases.postgres;

public final class BaseDirectory {}
