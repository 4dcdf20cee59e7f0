package dev.perdure.telemetry;

import dev.perdure.event.Envelope;

/** Told of facts after they were committed; called from threads that must not wait. */
@FunctionalInterface
public interface FactListener {

    void committed(Envelope fact);
}
