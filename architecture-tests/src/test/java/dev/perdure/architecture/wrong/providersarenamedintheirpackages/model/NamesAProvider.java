package dev.perdure.architecture.wrong.providersarenamedintheirpackages.model;

public final class NamesAProvider {
    private NamesAProvider() {}

    static String name() {
        return "openai/gpt";
    }
}
