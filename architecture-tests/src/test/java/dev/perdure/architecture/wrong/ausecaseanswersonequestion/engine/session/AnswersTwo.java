package dev.perdure.architecture.wrong.ausecaseanswersonequestion.engine.session;

public final class AnswersTwo {
    public String first() {
        return "";
    }

    public String second() {
        return "";
    }
}
