package dev.perdure.toolserver;

import java.util.UUID;

/** Identity of a stored server of tools. */
public record ToolServerId(UUID value) {}
