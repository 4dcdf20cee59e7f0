package dev.perdure.resolution;

import dev.perdure.capability.CapabilityId;
import dev.perdure.harness.HarnessId;
import java.util.List;

/**
 * What a turn runs with beside its agent's version and its models, told by hashes: turns of equal
 * setups are told the same, are offered the same tools, and use the same capabilities.
 *
 * @param capabilities those in use, each after what it depends on
 * @param promptHash SHA-256 of the whole system prompt as a JSON string, in hex
 * @param toolsHash SHA-256 over the definitions of all tools in their order, and what brought each,
 *     in hex
 */
public record TurnSetup(
        HarnessId harness, List<Used> capabilities, String promptHash, String toolsHash) {

    public TurnSetup {
        capabilities = List.copyOf(capabilities);
    }

    /**
     * A capability in use.
     *
     * @param settingsHash SHA-256 in hex over what its uses say, in the order harness, agent,
     *     session; empty when they say nothing
     */
    public record Used(CapabilityId id, String settingsHash) {}
}
