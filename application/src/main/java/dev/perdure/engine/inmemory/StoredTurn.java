package dev.perdure.engine.inmemory;

import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One turn of the queue; only {@link Turns} moves it. */
final class StoredTurn {

    /** Where a turn is. */
    sealed interface Place {

        /** Waiting for an owner, once the turns before it in its session have ended. */
        record Due() implements Place {}

        record Owned(long incarnation) implements Place {}

        /**
         * Waiting for something else than an owner.
         *
         * @param wakeAt absent means until somebody makes it due
         */
        record Parked(@Nullable Instant wakeAt) implements Place {}

        record Ended() implements Place {}
    }

    final StoredStream stream;
    final TurnId id;
    final Offset first;
    final long order;
    Place place = new Place.Due();

    /** Whether its session shows that it waits for the client. */
    boolean waitsForClient;

    private StreamVersion claimedAt = StreamVersion.NONE;
    private int inVain;

    /**
     * @param first offset of the first entry of the append that enqueued the turn
     * @param order age among all turns of the storage
     */
    StoredTurn(StoredStream stream, TurnId id, Offset first, long order) {
        this.stream = stream;
        this.id = id;
        this.first = first;
        this.order = order;
    }

    /** Counts a claim; answers how many there were since the stream had another version. */
    int countClaim() {
        inVain = stream.version().equals(claimedAt) ? inVain + 1 : 1;
        claimedAt = stream.version();
        return inVain;
    }

    /** When a parked turn wakes up by itself; absent when it does not. */
    @Nullable Instant wakeAt() {
        return place instanceof Place.Parked parked ? parked.wakeAt() : null;
    }
}
