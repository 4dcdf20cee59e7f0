package dev.perdure.engine.work;

import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an append does to the queue, in the same transaction as its facts. At most one turn of a
 * session is claimed at a time, and turns of a session are claimed in the order they were enqueued.
 */
public sealed interface WorkChange {

    /** The queue stays as it is. */
    record Unchanged() implements WorkChange {}

    /**
     * A new turn is due.
     *
     * @param idempotencyKey a second append with the same key in the same session writes nothing
     *     and answers {@code Duplicate}
     * @param claimIfIdle asks for the claim at birth: granted only when this node has joined and
     *     lives and no other turn of the session is open; refusing it is always legal
     * @param wakes a turn of the session that is due from now on if it was parked, as by {@link
     *     MakeDue}; absent when the new turn disturbs none
     */
    record Enqueue(TurnId turn, String idempotencyKey, boolean claimIfIdle, @Nullable TurnId wakes)
            implements WorkChange {

        /** One that leaves every other turn as it is. */
        public Enqueue(TurnId turn, String idempotencyKey, boolean claimIfIdle) {
            this(turn, idempotencyKey, claimIfIdle, null);
        }
    }

    /** The owner lets go of the turn; it is due again at {@code wakeAt}, by the store's clock. */
    record ParkUntil(TurnId turn, Instant wakeAt) implements WorkChange {

        /** As good as for ever. */
        private static final Duration UNTIL_TOLD = Duration.ofDays(3650);

        /**
         * Until somebody makes it due. The session shows as at work: what its turn waits for goes
         * on without anybody outside.
         */
        public static ParkUntil told(TurnId turn, Instant now) {
            return new ParkUntil(turn, now.plus(UNTIL_TOLD));
        }
    }

    /**
     * The owner lets go of the turn, which rests until somebody makes it due; the client owes tool
     * results, or a ruling on a call whose outcome is unknown. The session shows that it waits,
     * until somebody makes the turn due or its next owner changes it. Nobody but the owner asks for
     * it: a turn that another owns would lose its owner, who went on all the same.
     *
     * @param wakeAt when it is due in any case, by the store's clock; absent when it may wait for
     *     ever
     */
    record ParkForClient(TurnId turn, @Nullable Instant wakeAt) implements WorkChange {

        /** For as long as it takes. */
        public ParkForClient(TurnId turn) {
            this(turn, null);
        }
    }

    /** A parked turn is due now; a turn that is owned, due or finished stays as it is. */
    record MakeDue(TurnId turn) implements WorkChange {}

    /** The turn has ended; the next one of the session may be claimed. */
    record Finish(TurnId turn) implements WorkChange {}
}
