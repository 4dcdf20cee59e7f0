package dev.perdure.provider;

import java.util.UUID;

/** Identity of a stored provider. */
public record ProviderId(UUID value) {}
