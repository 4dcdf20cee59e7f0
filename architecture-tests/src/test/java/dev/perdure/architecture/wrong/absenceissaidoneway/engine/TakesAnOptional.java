package dev.perdure.architecture.wrong.absenceissaidoneway.engine;

import java.util.Optional;

public interface TakesAnOptional {
    void take(Optional<String> title);
}
