package dev.perdure.architecture.wrong.adaptersarestrangers.rest.sse;

public interface Frame {}
