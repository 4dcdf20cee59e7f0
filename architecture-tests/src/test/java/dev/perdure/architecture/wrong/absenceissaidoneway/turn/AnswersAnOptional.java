package dev.perdure.architecture.wrong.absenceissaidoneway.turn;

import java.util.Optional;

public interface AnswersAnOptional {
    Optional<String> call();
}
