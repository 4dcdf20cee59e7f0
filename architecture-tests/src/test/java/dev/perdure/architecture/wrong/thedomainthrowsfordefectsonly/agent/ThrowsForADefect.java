package dev.perdure.architecture.wrong.thedomainthrowsfordefectsonly.agent;

public final class ThrowsForADefect {
    private ThrowsForADefect() {}

    static String find(String name) {
        throw new IllegalArgumentException(name);
    }
}
