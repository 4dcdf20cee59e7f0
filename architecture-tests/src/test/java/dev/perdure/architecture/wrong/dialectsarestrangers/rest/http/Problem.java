package dev.perdure.architecture.wrong.dialectsarestrangers.rest.http;

public interface Problem {}
