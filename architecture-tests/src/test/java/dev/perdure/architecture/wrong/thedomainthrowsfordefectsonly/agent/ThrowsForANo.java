package dev.perdure.architecture.wrong.thedomainthrowsfordefectsonly.agent;

import java.util.NoSuchElementException;

public final class ThrowsForANo {
    private ThrowsForANo() {}

    static String find(String name) {
        throw new NoSuchElementException(name);
    }
}
