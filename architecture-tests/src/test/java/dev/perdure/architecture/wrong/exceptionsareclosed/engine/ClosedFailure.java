package dev.perdure.architecture.wrong.exceptionsareclosed.engine;

public final class ClosedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
