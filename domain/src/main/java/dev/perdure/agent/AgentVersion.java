package dev.perdure.agent;

/** Number of one immutable configuration of an agent, counted from 1. */
public record AgentVersion(int number) {

    public static final AgentVersion FIRST = new AgentVersion(1);

    public AgentVersion {
        if (number < 1) {
            throw new IllegalArgumentException("agent versions count from 1");
        }
    }

    public AgentVersion next() {
        return new AgentVersion(number + 1);
    }
}
