package dev.perdure.engine.work;

import dev.perdure.session.SessionKey;

final class NoPlaces implements LocalPlaces {

    @Override
    public boolean reserve() {
        return false;
    }

    @Override
    public void release() {
        throw new IllegalStateException("no place was ever reserved");
    }

    @Override
    public void fill(Claim claim) {
        throw new IllegalStateException("no place was ever reserved");
    }

    @Override
    public void nudge(SessionKey session) {
        // Nothing runs here; the owner learns of it from the log.
    }
}
