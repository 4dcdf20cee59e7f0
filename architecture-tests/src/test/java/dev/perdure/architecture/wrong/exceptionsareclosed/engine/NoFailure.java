package dev.perdure.architecture.wrong.exceptionsareclosed.engine;

public class NoFailure {}
