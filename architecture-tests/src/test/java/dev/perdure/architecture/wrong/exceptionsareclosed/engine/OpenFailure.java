package dev.perdure.architecture.wrong.exceptionsareclosed.engine;

public class OpenFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
