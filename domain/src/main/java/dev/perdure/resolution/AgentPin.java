package dev.perdure.resolution;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentVersion;

/** The exact agent configuration a turn runs with, fixed when the turn starts. */
public record AgentPin(AgentId agent, AgentVersion version) {}
