package dev.perdure.service;

import io.dropwizard.lifecycle.Managed;

/** A part that runs already and is closed when the server stops. */
record Stopping(AutoCloseable part) implements Managed {

    @Override
    public void stop() throws Exception {
        part.close();
    }
}
