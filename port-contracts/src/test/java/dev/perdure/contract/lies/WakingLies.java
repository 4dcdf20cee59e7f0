package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.engine.work.WorkChange.Enqueue;
import dev.perdure.engine.work.WorkChange.ParkForClient;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.Objects;

/** Lies about turns that a message wakes. */
final class WakingLies {

    private WakingLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("forgets whom a message wakes", () -> QueueLies.changing(WakingLies::deaf)),
                new Lie("takes the turn that a message wakes from its owner", TakesTheTurn::new),
                new Lie("wakes for messages that it refuses", WakesForTheRefused::new),
                new Lie("wakes turns of other sessions", WakesStrangers::new),
                new Lie(
                        "forgets how long a turn waits for its client",
                        () -> QueueLies.changing(WakingLies::forEver)),
                new Lie(
                        "shows a wait for the client that has an end as none",
                        () -> QueueLies.changing(WakingLies::asIfForNobody)));
    }

    private static WorkChange forEver(WorkChange change) {
        return change instanceof ParkForClient park ? new ParkForClient(park.turn()) : change;
    }

    private static WorkChange asIfForNobody(WorkChange change) {
        return change instanceof ParkForClient park && park.wakeAt() != null
                ? new WorkChange.ParkUntil(park.turn(), park.wakeAt())
                : change;
    }

    private static WorkChange deaf(WorkChange change) {
        return change instanceof Enqueue enqueue
                ? new Enqueue(enqueue.turn(), enqueue.idempotencyKey(), enqueue.claimIfIdle())
                : change;
    }

    private static boolean wakes(Batch batch) {
        return batch.work() instanceof Enqueue enqueue && enqueue.wakes() != null;
    }

    private static TurnId woken(Batch batch) {
        return Objects.requireNonNull(((Enqueue) batch.work()).wakes());
    }

    private static void change(Storage truth, SessionKey session, WorkChange change) {
        Liar.honestly(truth, Batch.of(session, new Guard.Exists(), List.of()).with(change));
    }

    private static final class TakesTheTurn extends Liar {

        @Override
        Batch batch(Storage truth, Batch asked) {
            if (wakes(asked)) {
                change(truth, asked.session(), new ParkForClient(woken(asked)));
            }
            return asked;
        }
    }

    private static final class WakesForTheRefused extends Liar {

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            AppendOutcome outcome = honestly(truth, asked);
            if (wakes(asked) && Fabricated.isRefused(outcome)) {
                change(truth, asked.session(), new WorkChange.MakeDue(woken(asked)));
            }
            return outcome;
        }
    }

    private static final class WakesStrangers extends Turns {

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            if (wakes(asked)) {
                TurnId turn = woken(asked);
                change(truth, of(turn).session, new WorkChange.MakeDue(turn));
            }
            return super.append(truth, asked);
        }
    }
}
