package dev.perdure.architecture.wrong.waitingismeasuredwhereithappens.engine.log;

public final class MeasuresTime {
    private MeasuresTime() {}

    static long time() {
        return System.nanoTime();
    }
}
