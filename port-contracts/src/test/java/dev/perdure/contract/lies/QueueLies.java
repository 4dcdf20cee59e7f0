package dev.perdure.contract.lies;

import dev.perdure.contract.lies.Turns.Known;
import dev.perdure.contract.lies.Turns.Rest;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.engine.work.WorkChange.Enqueue;
import dev.perdure.engine.work.WorkChange.Finish;
import dev.perdure.engine.work.WorkChange.MakeDue;
import dev.perdure.engine.work.WorkChange.ParkForClient;
import dev.perdure.engine.work.WorkChange.ParkUntil;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Lies about turns that are due, owned and parked. */
final class QueueLies {

    private static final int ALL = 1_000;
    private static final long A_WHILE_NANOS = 3_000_000;

    private QueueLies() {}

    static List<Lie> all() {
        List<Lie> lies = new ArrayList<>(ofClaims());
        lies.addAll(ofParking());
        return lies;
    }

    private static List<Lie> ofClaims() {
        return List.of(
                new Lie(
                        "hands a turn to two owners",
                        () -> alsoHandingOut((turns, t) -> t.rest == Rest.OWNED)),
                new Lie(
                        "counts no claim but the first",
                        () -> claiming(claim -> counted(claim, 1))),
                new Lie("takes pieces of output for progress", QueueLies::takingPiecesForProgress),
                new Lie("never forgets a claim in vain", QueueLies::countingAllClaims),
                new Lie(
                        "hands out ended turns",
                        () -> alsoHandingOut((turns, t) -> t.rest == Rest.ENDED)),
                new Lie(
                        "hands out all turns of a session at once",
                        () -> alsoHandingOut((turns, t) -> t.rest == Rest.DUE)),
                new Lie(
                        "lets later turns pass a parked one",
                        () ->
                                alsoHandingOut((turns, t) ->
                                        t.rest == Rest.DUE
                                                && turns.exists(other ->
                                                        other.rest == Rest.PARKED
                                                                && other.session.equals(
                                                                        t.session)))),
                new Lie(
                        "hands out the newest turns first",
                        () ->
                                new Liar() {
                                    @Override
                                    List<Claim> claim(Storage truth, int places) {
                                        List<Claim> all = truth.work().claim(ALL);
                                        return all.reversed();
                                    }
                                }),
                new Lie(
                        "hands out more turns than there are places",
                        () ->
                                new Liar() {
                                    @Override
                                    List<Claim> claim(Storage truth, int places) {
                                        return truth.work().claim(places + 1);
                                    }
                                }),
                new Lie("claims without raising the epoch", () -> claiming(QueueLies::older)),
                new Lie("names another turn in a claim", () -> claiming(QueueLies::ofOtherTurn)),
                new Lie(
                        "names another organisation in a claim",
                        () -> claiming(QueueLies::ofOtherOrganisation)),
                new Lie(
                        "loses turns",
                        () ->
                                changing(change ->
                                        change instanceof Enqueue
                                                ? new WorkChange.Unchanged()
                                                : change)),
                new Lie(
                        "never ends a turn",
                        () ->
                                changing(change ->
                                        change instanceof Finish
                                                ? new WorkChange.Unchanged()
                                                : change)),
                new Lie("hands out one turn too many under contention", RacyClaims::new));
    }

    private static List<Lie> ofParking() {
        return List.of(
                new Lie("loses parked turns", () -> changing(QueueLies::ended)),
                new Lie("never wakes", () -> changing(QueueLies::forEver)),
                new Lie("wakes too early", () -> changing(QueueLies::tooEarly)),
                new Lie(
                        "wakes turns that wait for a client",
                        () ->
                                changing(change ->
                                        change instanceof ParkForClient park
                                                ? new ParkUntil(park.turn(), Instant.EPOCH)
                                                : change)),
                new Lie(
                        "forgets to make turns due",
                        () ->
                                changing(change ->
                                        change instanceof MakeDue
                                                ? new WorkChange.Unchanged()
                                                : change)),
                new Lie(
                        "does not let go of a parked turn",
                        () ->
                                changing(change ->
                                        change instanceof ParkForClient
                                                        || change instanceof ParkUntil
                                                ? new WorkChange.Unchanged()
                                                : change)),
                new Lie(
                        "takes a turn from its owner when it is made due",
                        () ->
                                new Liar() {
                                    @Override
                                    Batch batch(Storage truth, Batch asked) {
                                        if (asked.work() instanceof MakeDue due) {
                                            WorkChange taken = new ParkForClient(due.turn());
                                            honestly(
                                                    truth,
                                                    Fabricated.unguarded(
                                                                    Fabricated.holding(
                                                                            asked, List.of()))
                                                            .with(taken));
                                        }
                                        return asked;
                                    }
                                }),
                new Lie(
                        "adds a turn when one is made due",
                        () ->
                                alsoHandingOut((turns, t) ->
                                        t.madeDue && t.rest == Rest.OWNED && t.claims == 1)),
                new Lie(
                        "revives an ended turn when it is made due",
                        () -> alsoHandingOut((turns, t) -> t.madeDue && t.rest == Rest.ENDED)));
    }

    /** A liar who, when nothing is left, hands out turns that fulfil the condition. */
    private static Liar alsoHandingOut(BiPredicate<Turns, Known> condition) {
        return new Turns() {
            @Override
            List<Claim> claim(Storage truth, int places) {
                List<Claim> claims = super.claim(truth, places);
                return claims.isEmpty() && truth.work().renew()
                        ? fabricated(truth, turn -> condition.test(this, turn))
                        : claims;
            }
        };
    }

    static Liar claiming(UnaryOperator<Claim> instead) {
        return new Liar() {
            @Override
            List<Claim> claim(Storage truth, int places) {
                return truth.work().claim(places).stream().map(instead).toList();
            }
        };
    }

    private static Claim counted(Claim claim, int inVain) {
        return new Claim(claim.session(), claim.turn(), claim.epoch(), inVain);
    }

    private static Liar countingAllClaims() {
        Map<TurnId, Integer> counts = new ConcurrentHashMap<>();
        return claiming(claim -> counted(claim, counts.merge(claim.turn(), 1, Integer::sum)));
    }

    private static Liar takingPiecesForProgress() {
        return new Liar() {
            @Override
            List<Claim> claim(Storage truth, int places) {
                return truth.work().claim(places).stream()
                        .map(claim -> hasPieces(truth, claim) ? counted(claim, 1) : claim)
                        .toList();
            }
        };
    }

    private static boolean hasPieces(Storage truth, Claim claim) {
        return truth
                .log()
                .read(claim.session(), Offset.START, ALL, Selection.FACTS_AND_DELTAS)
                .stream()
                .anyMatch(envelope -> !envelope.isFact());
    }

    static Liar changing(UnaryOperator<WorkChange> instead) {
        return new Liar() {
            @Override
            Batch batch(Storage truth, Batch asked) {
                return asked.with(instead.apply(asked.work()));
            }
        };
    }

    static Claim older(Claim claim) {
        return new Claim(
                claim.session(),
                claim.turn(),
                new Epoch(claim.epoch().value() - 1),
                claim.inVain());
    }

    private static Claim ofOtherTurn(Claim claim) {
        return new Claim(
                claim.session(), new TurnId(UUID.randomUUID()), claim.epoch(), claim.inVain());
    }

    private static Claim ofOtherOrganisation(Claim claim) {
        SessionKey session =
                new SessionKey(new OrganisationId(UUID.randomUUID()), claim.session().id());
        return new Claim(session, claim.turn(), claim.epoch(), claim.inVain());
    }

    private static WorkChange ended(WorkChange change) {
        if (change instanceof ParkForClient park) {
            return new Finish(park.turn());
        }
        return change instanceof ParkUntil park ? new Finish(park.turn()) : change;
    }

    private static WorkChange forEver(WorkChange change) {
        return change instanceof ParkUntil park ? new ParkForClient(park.turn()) : change;
    }

    private static WorkChange tooEarly(WorkChange change) {
        return change instanceof ParkUntil park
                ? new ParkUntil(park.turn(), Instant.EPOCH)
                : change;
    }

    /** Right as long as claims come one after the other. */
    private static final class RacyClaims extends Liar {

        private List<Claim> underWay = List.of();
        private int claiming;

        @Override
        List<Claim> claim(Storage truth, int places) {
            synchronized (this) {
                claiming++;
            }
            List<Claim> claims = new ArrayList<>(truth.work().claim(places));
            LockSupport.parkNanos(A_WHILE_NANOS);
            synchronized (this) {
                if (claiming > 1 && !claims.isEmpty()) {
                    claims.addAll(underWay);
                    underWay = List.of(claims.getFirst());
                }
                claiming--;
            }
            return claims;
        }
    }
}
