package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a liar has heard of turns, for lies about them. */
class Turns extends Liar {

    enum Rest {
        DUE,
        OWNED,
        PARKED,
        ENDED
    }

    /** A turn and where it was last heard of. */
    static final class Known {
        final SessionKey session;
        final TurnId turn;
        Rest rest = Rest.DUE;
        int claims;
        boolean madeDue;

        Known(SessionKey session, TurnId turn) {
            this.session = session;
            this.turn = turn;
        }
    }

    private final Map<TurnId, Known> known = new LinkedHashMap<>();

    @Override
    AppendOutcome append(Storage truth, Batch asked) {
        Batch written = batch(truth, asked);
        AppendOutcome outcome = honestly(truth, written);
        if (outcome instanceof AppendOutcome.Appended appended) {
            hear(written);
            if (appended.claim() != null) {
                hear(appended.claim());
            }
        }
        return outcome;
    }

    @Override
    List<Claim> claim(Storage truth, int places) {
        List<Claim> claims = super.claim(truth, places);
        claims.forEach(this::hear);
        return claims;
    }

    /** Claims that nobody was entitled to, of the turns that fulfil the condition. */
    final synchronized List<Claim> fabricated(Storage truth, Predicate<Known> condition) {
        List<Claim> claims = new ArrayList<>();
        for (Known turn : known.values()) {
            if (condition.test(turn)) {
                Epoch epoch =
                        truth.log()
                                .head(turn.session)
                                .map(SessionHead::epoch)
                                .orElse(Epoch.UNCLAIMED);
                claims.add(new Claim(turn.session, turn.turn, epoch));
            }
        }
        return claims;
    }

    final synchronized boolean exists(Predicate<Known> condition) {
        return known.values().stream().anyMatch(condition);
    }

    final synchronized Known of(TurnId turn) {
        Known found = known.get(turn);
        if (found == null) {
            throw new IllegalStateException("never heard of " + turn);
        }
        return found;
    }

    private synchronized void hear(Claim claim) {
        Known turn = known.get(claim.turn());
        if (turn != null) {
            turn.rest = Rest.OWNED;
            turn.claims++;
        }
    }

    private synchronized void hear(Batch batch) {
        switch (batch.work()) {
            case WorkChange.Unchanged ignored -> {}
            case WorkChange.Enqueue enqueue -> {
                known.put(enqueue.turn(), new Known(batch.session(), enqueue.turn()));
                if (enqueue.wakes() != null) {
                    makeDue(enqueue.wakes());
                }
            }
            case WorkChange.ParkUntil park -> rest(park.turn(), Rest.PARKED);
            case WorkChange.ParkForClient park -> rest(park.turn(), Rest.PARKED);
            case WorkChange.MakeDue due -> makeDue(due.turn());
            case WorkChange.Finish finish -> rest(finish.turn(), Rest.ENDED);
        }
    }

    private void makeDue(TurnId id) {
        Known turn = known.get(id);
        if (turn != null) {
            turn.madeDue = true;
            turn.rest = turn.rest == Rest.PARKED ? Rest.DUE : turn.rest;
        }
    }

    private void rest(TurnId id, Rest rest) {
        Known turn = known.get(id);
        if (turn != null) {
            turn.rest = rest;
        }
    }
}
