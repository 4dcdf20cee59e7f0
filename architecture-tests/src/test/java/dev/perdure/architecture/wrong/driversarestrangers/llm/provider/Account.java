package dev.perdure.architecture.wrong.driversarestrangers.llm.provider;

public interface Account {}
