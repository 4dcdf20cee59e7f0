package dev.perdure.engine.log;

import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionStatus;
import java.time.Instant;

/** The end of a stream at the moment it was read. */
public record SessionHead(
        Offset offset, StreamVersion version, Epoch epoch, SessionStatus status, Instant time) {}
