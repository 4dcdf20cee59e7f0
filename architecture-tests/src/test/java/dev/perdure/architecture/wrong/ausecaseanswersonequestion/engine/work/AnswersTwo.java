package dev.perdure.architecture.wrong.ausecaseanswersonequestion.engine.work;

public final class AnswersTwo {
    public String first() {
        return "";
    }

    public String second() {
        return "";
    }
}
