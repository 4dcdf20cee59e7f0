package dev.perdure.architecture.wrong.thedomainknowsonlyitself.session;

import dev.perdure.architecture.wrong.thedomainknowsonlyitself.turn.Turn;
import io.vavr.control.Either;

public interface KnowsATurn {
    Either<String, Turn> turn();
}
