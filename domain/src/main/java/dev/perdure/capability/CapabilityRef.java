package dev.perdure.capability;

import dev.perdure.json.JsonObject;

/**
 * An agent's use of a capability.
 *
 * @param config settings for this use, kept as received; empty when none
 */
public record CapabilityRef(CapabilityId id, JsonObject config) {}
