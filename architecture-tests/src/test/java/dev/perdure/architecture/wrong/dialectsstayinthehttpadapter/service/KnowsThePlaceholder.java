package dev.perdure.architecture.wrong.dialectsstayinthehttpadapter.service;

import dev.perdure.architecture.wrong.dialectsstayinthehttpadapter.rest.agentprotocol.AgentProtocolPlaceholder;

public interface KnowsThePlaceholder {
    AgentProtocolPlaceholder placeholder();
}
