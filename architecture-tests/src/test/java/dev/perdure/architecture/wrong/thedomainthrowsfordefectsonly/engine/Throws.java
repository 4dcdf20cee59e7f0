package dev.perdure.architecture.wrong.thedomainthrowsfordefectsonly.engine;

import java.util.NoSuchElementException;

public final class Throws {
    private Throws() {}

    static String find(String name) {
        throw new NoSuchElementException(name);
    }
}
