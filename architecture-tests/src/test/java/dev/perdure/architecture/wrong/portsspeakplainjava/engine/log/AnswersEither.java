package dev.perdure.architecture.wrong.portsspeakplainjava.engine.log;

import io.vavr.control.Either;

public interface AnswersEither {
    Either<String, String> append();
}
