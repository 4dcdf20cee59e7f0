package dev.perdure.engine.tool;

import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.NetworkAccess;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.List;

/**
 * What a tool may know of its run.
 *
 * @param config the settings of the use of the capability that brought the tool; empty when none
 * @param network the hosts that the agent and the session let tools ask; each bound holds
 * @param key the same for every run of this call, also after a crash
 * @param deadline after which the result counts for nothing; the thread is interrupted then, and
 *     when the turn is cancelled
 */
public record ToolContext(
        SessionKey session,
        TurnId turn,
        JsonObject config,
        List<NetworkAccess> network,
        IdempotencyKey key,
        Instant deadline) {

    public ToolContext {
        network = List.copyOf(network);
    }

    /** Of a run whose agent and session say nothing of networks. */
    public ToolContext(
            SessionKey session,
            TurnId turn,
            JsonObject config,
            IdempotencyKey key,
            Instant deadline) {
        this(session, turn, config, List.of(), key, deadline);
    }
}
