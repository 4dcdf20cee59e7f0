package dev.perdure.architecture.wrong.theengineasksitssourceforids.engine.identity;

import java.util.UUID;

public final class RandomIds {
    private RandomIds() {}

    static UUID id() {
        return UUID.randomUUID();
    }
}
