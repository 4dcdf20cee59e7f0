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
 * @param checked what the gate knew of the call
 */
public record ToolContext(
        SessionKey session,
        TurnId turn,
        JsonObject config,
        List<NetworkAccess> network,
        IdempotencyKey key,
        Instant deadline,
        CheckedCall checked) {

    public ToolContext {
        network = List.copyOf(network);
    }

    /** Of a first run of which nothing was checked. */
    public ToolContext(
            SessionKey session,
            TurnId turn,
            JsonObject config,
            List<NetworkAccess> network,
            IdempotencyKey key,
            Instant deadline) {
        this(session, turn, config, network, key, deadline, CheckedCall.NOTHING);
    }

    /** The same whose agent and session say nothing of networks, either. */
    public ToolContext(
            SessionKey session,
            TurnId turn,
            JsonObject config,
            IdempotencyKey key,
            Instant deadline) {
        this(session, turn, config, List.of(), key, deadline);
    }
}
