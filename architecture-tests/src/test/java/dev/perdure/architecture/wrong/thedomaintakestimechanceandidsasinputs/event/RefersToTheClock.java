package dev.perdure.architecture.wrong.thedomaintakestimechanceandidsasinputs.event;

import java.time.Instant;
import java.util.function.Supplier;

public final class RefersToTheClock {
    private RefersToTheClock() {}

    static Supplier<Instant> clock() {
        return Instant::now;
    }
}
