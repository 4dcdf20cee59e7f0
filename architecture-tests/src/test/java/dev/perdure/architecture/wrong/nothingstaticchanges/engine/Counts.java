package dev.perdure.architecture.wrong.nothingstaticchanges.engine;

public final class Counts {
    static int count;

    private Counts() {}
}
