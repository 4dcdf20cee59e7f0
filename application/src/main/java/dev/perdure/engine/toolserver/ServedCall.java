package dev.perdure.engine.toolserver;

import dev.perdure.json.JsonObject;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.toolserver.ServedDefinition;
import java.time.Duration;

/**
 * A call of a tool of a server.
 *
 * @param tool the name the server has for it
 * @param definition as it was approved
 * @param time after which nobody waits for the answer any more
 */
public record ServedCall(
        String tool,
        ServedDefinition definition,
        JsonObject arguments,
        IdempotencyKey key,
        Duration time) {}
