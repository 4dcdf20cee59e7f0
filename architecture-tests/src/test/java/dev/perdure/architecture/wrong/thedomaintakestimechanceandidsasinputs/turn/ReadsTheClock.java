package dev.perdure.architecture.wrong.thedomaintakestimechanceandidsasinputs.turn;

import java.time.Instant;

public final class ReadsTheClock {
    private ReadsTheClock() {}

    static Instant time() {
        return Instant.now();
    }
}
