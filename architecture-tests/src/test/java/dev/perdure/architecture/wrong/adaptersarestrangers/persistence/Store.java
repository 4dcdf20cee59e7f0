package dev.perdure.architecture.wrong.adaptersarestrangers.persistence;

public interface Store {}
