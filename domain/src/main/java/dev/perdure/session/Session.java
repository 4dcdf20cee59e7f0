package dev.perdure.session;

import java.time.Instant;

/** A session as lists show it: its settings, and what its log says it is doing. */
public record Session(
        SessionKey key,
        SessionSettings settings,
        SessionStatus status,
        Instant createdAt,
        Instant updatedAt) {}
