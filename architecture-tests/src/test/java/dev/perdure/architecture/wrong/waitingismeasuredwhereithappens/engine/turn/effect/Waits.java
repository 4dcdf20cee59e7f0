package dev.perdure.architecture.wrong.waitingismeasuredwhereithappens.engine.turn.effect;

public final class Waits {
    private Waits() {}

    static long time() {
        return System.nanoTime();
    }
}
