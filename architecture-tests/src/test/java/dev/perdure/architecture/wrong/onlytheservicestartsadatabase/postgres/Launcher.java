package dev.perdure.architecture.wrong.onlytheservicestartsadatabase.postgres;

public interface Launcher {}
