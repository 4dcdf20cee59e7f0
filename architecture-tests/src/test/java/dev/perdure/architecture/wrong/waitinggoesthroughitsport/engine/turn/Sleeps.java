package dev.perdure.architecture.wrong.waitinggoesthroughitsport.engine.turn;

import java.util.concurrent.locks.LockSupport;

public final class Sleeps {
    private Sleeps() {}

    static void sleep() {
        LockSupport.parkNanos(1);
    }
}
