package dev.perdure.architecture.wrong.thedomaintouchesnothingoutside.model;

public final class AsksTheEnvironment {
    private AsksTheEnvironment() {}

    static String key() {
        return System.getenv("MODEL");
    }
}
