package dev.perdure.architecture.wrong.thedomaintakestimechanceandidsasinputs.loop;

public final class MeasuresTime {
    private MeasuresTime() {}

    static long time() {
        return System.nanoTime();
    }
}
