package dev.perdure.engine.inmemory;

import dev.perdure.engine.inmemory.StoredTurn.Place;
import dev.perdure.event.Offset;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The turns of all sessions by where they are, so that no question costs a walk over all of them. A
 * turn is claimable when it is due and the first of its session that has not ended.
 */
final class Turns {

    private static final Comparator<StoredTurn> BY_AGE = Comparator.comparingLong(t -> t.order);

    private final Condition becameClaimable;
    private final TreeSet<StoredTurn> claimable = new TreeSet<>(BY_AGE);
    private final Map<Long, Set<StoredTurn>> owned = new HashMap<>();
    private final Set<StoredTurn> sleeping = new HashSet<>();
    private long enqueued;

    Turns(Condition becameClaimable) {
        this.becameClaimable = becameClaimable;
    }

    StoredTurn enqueue(StoredStream stream, TurnId id, Offset first) {
        enqueued++;
        StoredTurn turn = new StoredTurn(stream, id, first, enqueued);
        stream.open().add(turn);
        enter(turn);
        return turn;
    }

    /** The oldest claimable turn; absent when there is none. */
    @Nullable StoredTurn oldestClaimable() {
        return claimable.isEmpty() ? null : claimable.first();
    }

    void own(StoredTurn turn, long incarnation) {
        move(turn, new Place.Owned(incarnation));
    }

    /** Parks a turn that has not ended. */
    void park(StoredTurn turn, @Nullable Instant wakeAt, boolean forClient) {
        if (!(turn.place instanceof Place.Ended)) {
            turn.waitsForClient = forClient;
            move(turn, new Place.Parked(wakeAt));
        }
    }

    /** Makes a parked turn due; leaves every other as it is. */
    void makeDue(StoredTurn turn) {
        if (turn.place instanceof Place.Parked) {
            turn.waitsForClient = false;
            move(turn, new Place.Due());
        }
    }

    void end(StoredTurn turn) {
        move(turn, new Place.Ended());
    }

    /** Makes due again what that incarnation owns; leaves every other turn as it is. */
    void release(StoredTurn turn, long incarnation) {
        if (turn.place instanceof Place.Owned by && by.incarnation() == incarnation) {
            move(turn, new Place.Due());
        }
    }

    /** Makes due again what that incarnation owns. */
    void releaseOf(long incarnation) {
        for (StoredTurn turn : List.copyOf(owned.getOrDefault(incarnation, Set.of()))) {
            move(turn, new Place.Due());
        }
    }

    void wakeUp(Instant now) {
        for (StoredTurn turn : List.copyOf(sleeping)) {
            Instant wakeAt = turn.wakeAt();
            if (wakeAt != null && !wakeAt.isAfter(now)) {
                move(turn, new Place.Due());
            }
        }
    }

    /** Ends all turns of a stream, last first so that none becomes claimable on the way. */
    void forget(StoredStream stream) {
        for (StoredTurn turn : stream.open().reversed().stream().toList()) {
            end(turn);
        }
    }

    private void move(StoredTurn turn, Place to) {
        switch (turn.place) {
            case Place.Due due -> claimable.remove(turn);
            case Place.Owned by -> disown(turn, by.incarnation());
            case Place.Parked parked -> sleeping.remove(turn);
            case Place.Ended ended -> {}
        }
        turn.place = to;
        enter(turn);
    }

    private void enter(StoredTurn turn) {
        switch (turn.place) {
            case Place.Due due -> offerFirstOf(turn.stream);
            case Place.Owned by ->
                    owned.computeIfAbsent(by.incarnation(), key -> new HashSet<>()).add(turn);
            case Place.Parked parked -> {
                if (parked.wakeAt() != null) {
                    sleeping.add(turn);
                }
            }
            case Place.Ended ended -> {
                turn.stream.open().remove(turn);
                offerFirstOf(turn.stream);
            }
        }
    }

    private void offerFirstOf(StoredStream stream) {
        StoredTurn first = stream.open().peekFirst();
        if (first != null && first.place instanceof Place.Due && claimable.add(first)) {
            becameClaimable.signalAll();
        }
    }

    private void disown(StoredTurn turn, long incarnation) {
        Set<StoredTurn> turns = owned.get(incarnation);
        if (turns != null) {
            turns.remove(turn);
            if (turns.isEmpty()) {
                owned.remove(incarnation);
            }
        }
    }

    /** Waits for a claimable turn, at most so many nanoseconds. */
    void awaitClaimable(long nanos) throws InterruptedException {
        long left = nanos;
        while (claimable.isEmpty() && left > 0) {
            left = becameClaimable.awaitNanos(left);
        }
    }
}
