package dev.perdure.architecture.wrong.theengineasksitsclock.engine.work;

import java.time.Instant;

public final class ReadsTheClock {
    private ReadsTheClock() {}

    static Instant time() {
        return Instant.now();
    }
}
