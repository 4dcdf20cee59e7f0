package dev.perdure.engine.inmemory;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An agent with the settings of all its versions. */
final class StoredAgent {

    private final Map<AgentVersion, AgentSettings> versions = new HashMap<>();
    private Agent newest;

    StoredAgent(Agent first) {
        this.newest = first;
        versions.put(first.version(), first.settings());
    }

    Agent newest() {
        return newest;
    }

    Optional<AgentSettings> settings(AgentVersion version) {
        return Optional.ofNullable(versions.get(version));
    }

    void replace(Agent next) {
        newest = next;
        versions.put(next.version(), next.settings());
    }
}
