package dev.perdure.architecture.wrong.absenceissaidoneway.turn;

import java.util.List;
import java.util.Optional;

public interface AnswersAnOptionalList {
    Optional<List<String>> calls();
}
