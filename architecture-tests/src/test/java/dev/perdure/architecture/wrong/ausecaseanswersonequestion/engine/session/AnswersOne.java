package dev.perdure.architecture.wrong.ausecaseanswersonequestion.engine.session;

public final class AnswersOne {
    public static AnswersOne create() {
        return new AnswersOne();
    }

    public String first() {
        return second();
    }

    String second() {
        return "";
    }
}
