package dev.perdure.architecture.wrong.theengineasksitsclock.engine.log;

import java.time.InstantSource;

public final class ChoosesAClock {
    private ChoosesAClock() {}

    static InstantSource clock() {
        return InstantSource.system();
    }
}
