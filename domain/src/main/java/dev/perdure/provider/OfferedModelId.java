package dev.perdure.provider;

import java.util.UUID;

/** Identity of a model that a stored provider lists. */
public record OfferedModelId(UUID value) {}
