package dev.perdure.architecture.wrong.portsleavenothingunsupported.rest;

public interface MayNotWork {
    default void remove() {
        throw new UnsupportedOperationException("not here");
    }
}
