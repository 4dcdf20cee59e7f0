package dev.perdure.rest.everruns.wire;

import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import java.util.List;

/** Other facts of the same session, for events that show what lies around them. */
@FunctionalInterface
public interface FactLookup {

    /** The facts of versions {@code from} to {@code to}, both included, as far as there are any. */
    List<Envelope> facts(StreamVersion from, StreamVersion to);
}
