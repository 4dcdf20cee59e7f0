package dev.perdure.architecture.wrong.waitingismeasuredwhereithappens.engine.turn;

public final class Waits {
    private Waits() {}

    static long time() {
        return System.nanoTime();
    }
}
