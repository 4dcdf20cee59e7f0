package dev.perdure.harness;

import java.util.UUID;

/** Identity of a harness. */
public record HarnessId(UUID value) {}
