package dev.perdure.architecture.wrong.portsleavenothingunsupported.engine.store;

public interface MayNotWork {
    default void remove() {
        throw new UnsupportedOperationException("not here");
    }
}
