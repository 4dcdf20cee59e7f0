package dev.perdure.architecture.wrong.absenceissaidoneway.session;

import java.util.Optional;

public final class HoldsAnOptional {
    final Optional<String> title = Optional.empty();
}
