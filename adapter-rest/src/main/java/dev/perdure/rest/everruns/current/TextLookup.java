package dev.perdure.rest.everruns.current;

import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import org.jspecify.annotations.Nullable;

/** The text of a message so far, for deltas that repeat it. */
@FunctionalInterface
interface TextLookup {

    /**
     * What was said up to the end of {@code delta}, the entry of {@code envelope}; null when not
     * known.
     */
    @Nullable String upTo(Envelope envelope, Delta delta);
}
