package dev.perdure.architecture.wrong.nothingstaticchanges.rest;

import java.util.List;

public final class Keeps {
    private static final byte[] MAGIC = {1, 2};
    static final List<String> NAMES = List.of("one");

    private Keeps() {}

    static int first() {
        return MAGIC[0];
    }
}
