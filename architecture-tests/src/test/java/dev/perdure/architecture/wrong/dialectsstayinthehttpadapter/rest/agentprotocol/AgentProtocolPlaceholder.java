package dev.perdure.architecture.wrong.dialectsstayinthehttpadapter.rest.agentprotocol;

public interface AgentProtocolPlaceholder {}
