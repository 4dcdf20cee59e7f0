package dev.perdure.architecture.wrong.providersarenamedintheirpackages.llm.openai;

public final class Driver {
    private Driver() {}

    static String name() {
        return "https://api.openai.com";
    }
}
