package dev.perdure.telemetry;

import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.resolution.AgentPin;
import dev.perdure.tenant.OrganisationId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What agents are called, asked for once for each version. Not thread-safe. */
final class AgentNames {

    private static final int KNOWN_MAX = 1_000;

    private final AgentStore agents;
    private final Map<AgentPin, String> known = new LinkedHashMap<>();

    AgentNames(AgentStore agents) {
        this.agents = agents;
    }

    /** Empty where it cannot be found out. */
    String of(OrganisationId organisation, AgentPin pin) {
        String name = known.get(pin);
        if (name != null) {
            return name;
        }
        try {
            String found =
                    agents.settings(organisation, pin.agent(), pin.version())
                            .map(AgentSettings::name)
                            .orElse("");
            known.put(pin, found);
            if (known.size() > KNOWN_MAX) {
                known.remove(known.keySet().iterator().next());
            }
            return found;
        } catch (StoreUnavailable later) {
            return "";
        }
    }
}
