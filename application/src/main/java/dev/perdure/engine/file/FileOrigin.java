package dev.perdure.engine.file;

import dev.perdure.session.SessionId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.turn.TurnId;
import org.jspecify.annotations.Nullable;

/**
 * Where a write comes from.
 *
 * @param session in which it was written; absent when by a client
 * @param turn in which it was written; absent when by no turn
 * @param key under which a repetition of the write is the same write; absent when each is another
 */
public record FileOrigin(
        @Nullable SessionId session, @Nullable TurnId turn, @Nullable IdempotencyKey key) {

    /** Somebody outside, who repeats nothing. */
    public static final FileOrigin CLIENT = new FileOrigin(null, null, null);
}
