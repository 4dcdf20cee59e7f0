package dev.perdure.engine.log;

import dev.perdure.engine.work.Epoch;
import dev.perdure.event.StreamVersion;

/** What must hold of a stream for a batch to be written, checked in the statement that writes. */
public sealed interface Guard {

    /** The stream does not exist yet; the batch begins it. */
    record NewStream() implements Guard {}

    /** The stream exists. For appends of users that do not depend on what else is in the log. */
    record Exists() implements Guard {}

    /** The last fact is the one the writer saw. For decisions of users. */
    record AtVersion(StreamVersion version) implements Guard {}

    /** The writer owns the session. For deltas. */
    record Owned(Epoch epoch) implements Guard {}

    /** The writer owns the session and has seen its last fact. For decisions of the owner. */
    record OwnedAt(Epoch epoch, StreamVersion version) implements Guard {}
}
