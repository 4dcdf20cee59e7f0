package dev.perdure.agent;

import java.util.UUID;

/** Identity of an agent. */
public record AgentId(UUID value) {}
