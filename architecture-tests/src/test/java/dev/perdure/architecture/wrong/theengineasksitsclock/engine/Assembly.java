package dev.perdure.architecture.wrong.theengineasksitsclock.engine;

import java.time.InstantSource;

public final class Assembly {
    private Assembly() {}

    static InstantSource clock() {
        return InstantSource.system();
    }
}
