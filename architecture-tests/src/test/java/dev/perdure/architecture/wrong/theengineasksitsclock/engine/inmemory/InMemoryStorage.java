package dev.perdure.architecture.wrong.theengineasksitsclock.engine.inmemory;

import java.time.InstantSource;

public final class InMemoryStorage {
    private InMemoryStorage() {}

    static InstantSource clock() {
        return InstantSource.system();
    }
}
