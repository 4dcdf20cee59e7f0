package dev.perdure.message;

import java.util.UUID;

/** Identity of a message. */
public record MessageId(UUID value) {}
