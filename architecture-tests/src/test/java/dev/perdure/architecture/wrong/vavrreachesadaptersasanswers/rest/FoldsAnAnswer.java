package dev.perdure.architecture.wrong.vavrreachesadaptersasanswers.rest;

import io.vavr.control.Either;

public final class FoldsAnAnswer {
    private FoldsAnAnswer() {}

    static String text(Either<String, String> answer) {
        return answer.isRight() ? answer.get() : answer.getLeft();
    }
}
