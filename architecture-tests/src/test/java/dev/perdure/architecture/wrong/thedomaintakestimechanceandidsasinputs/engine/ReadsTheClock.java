package dev.perdure.architecture.wrong.thedomaintakestimechanceandidsasinputs.engine;

import java.time.Instant;

public final class ReadsTheClock {
    private ReadsTheClock() {}

    static Instant time() {
        return Instant.now();
    }
}
