package dev.perdure.architecture.wrong.waitinggoesthroughitsport.engine.timing;

public final class Waits {
    private Waits() {}

    static long time() {
        return System.nanoTime();
    }
}
