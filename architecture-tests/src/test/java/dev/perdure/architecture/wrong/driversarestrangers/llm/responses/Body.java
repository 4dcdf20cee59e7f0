package dev.perdure.architecture.wrong.driversarestrangers.llm.responses;

public interface Body {}
