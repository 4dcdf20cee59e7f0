package dev.perdure.session;

import java.util.UUID;

/** Identity of a session. */
public record SessionId(UUID value) {}
