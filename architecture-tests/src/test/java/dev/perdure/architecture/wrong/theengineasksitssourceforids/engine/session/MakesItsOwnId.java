package dev.perdure.architecture.wrong.theengineasksitssourceforids.engine.session;

import java.util.UUID;

public final class MakesItsOwnId {
    private MakesItsOwnId() {}

    static UUID id() {
        return UUID.randomUUID();
    }
}
