package dev.perdure.engine.log;

import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one batch. */
public sealed interface AppendOutcome {

    /**
     * Committed and durable.
     *
     * @param version of the stream after the batch, facts of other writers included
     * @param claim of the enqueued turn, when it was asked for and granted
     */
    record Appended(List<Envelope> envelopes, StreamVersion version, @Nullable Claim claim)
            implements AppendOutcome {
        public Appended {
            envelopes = List.copyOf(envelopes);
        }
    }

    /** Nothing of the batch was written, and nothing of it ever will be. */
    sealed interface Refused extends AppendOutcome {}

    /** The stream has moved on, or is not where the writer thinks. */
    record VersionConflict(StreamVersion actual) implements Refused {}

    /** Somebody else owns the session. */
    record Fenced(Epoch actual) implements Refused {}

    /** No such stream, or not of this organisation. */
    record NoSuchStream() implements Refused {}

    record StreamExists() implements Refused {}

    /** The idempotency key was used before, by the append whose first entry is at {@code first}. */
    record Duplicate(Offset first) implements Refused {}
}
