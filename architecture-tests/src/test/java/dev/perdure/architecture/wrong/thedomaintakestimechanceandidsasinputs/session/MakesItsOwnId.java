package dev.perdure.architecture.wrong.thedomaintakestimechanceandidsasinputs.session;

import java.util.UUID;

public final class MakesItsOwnId {
    private MakesItsOwnId() {}

    static UUID id() {
        return UUID.randomUUID();
    }
}
