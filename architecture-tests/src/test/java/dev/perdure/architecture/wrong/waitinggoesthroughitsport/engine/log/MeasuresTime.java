package dev.perdure.architecture.wrong.waitinggoesthroughitsport.engine.log;

public final class MeasuresTime {
    private MeasuresTime() {}

    static long time() {
        return System.nanoTime();
    }
}
