package dev.perdure.architecture.wrong.portsspeakplainjava.persistence;

public interface Row {}
