package dev.perdure.engine.tool;

import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.turn.TurnId;
import java.time.Instant;

/**
 * What a tool may know of its run.
 *
 * @param config the settings of the use of the capability that brought the tool; empty when none
 * @param key the same for every run of this call, also after a crash
 * @param deadline after which the result counts for nothing; the thread is interrupted then, and
 *     when the turn is cancelled
 */
public record ToolContext(
        SessionKey session, TurnId turn, JsonObject config, IdempotencyKey key, Instant deadline) {}
