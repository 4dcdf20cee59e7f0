package dev.perdure.agent;

/** Whether an agent can still be edited and listed. Archived agents keep serving their sessions. */
public enum AgentStatus {
    ACTIVE,
    ARCHIVED
}
