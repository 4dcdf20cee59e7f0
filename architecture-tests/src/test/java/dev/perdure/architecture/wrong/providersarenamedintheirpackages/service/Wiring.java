package dev.perdure.architecture.wrong.providersarenamedintheirpackages.service;

public final class Wiring {
    private Wiring() {}

    static String name() {
        return "OPENAI_API_KEY";
    }
}
