package dev.perdure.contract.lies;

import dev.perdure.contract.lies.Turns.Rest;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lies about who lives, who is dead, and what becomes of the turns of the dead. */
final class NodeLies {

    private NodeLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("nodes that do not live may claim", Zombies::new),
                new Lie("the dead are told that they live", ToldThatTheyLive::new),
                new Lie("renewing revives the dead", Revived::new),
                new Lie("nodes cannot renew", CannotRenew::new),
                new Lie("sweeps do nothing", SweepsNothing::new),
                new Lie("sweeps bury nobody", BuriesNobody::new),
                new Lie("sweeps bury the living", BuriesTheLiving::new),
                new Lie("sweeps bury who sweeps", BuriesItself::new),
                new Lie("sweeps wake turns that wait for a client", WakesParkedTurns::new),
                new Lie("only the first node's sweep counts", OnlyFirstNodeSweeps::new),
                new Lie("the turns of the dead are lost", () -> handingOutAtMost(1)),
                new Lie("turns are taken over once", () -> handingOutAtMost(2)),
                new Lie("the ended turns of the dead come back", EndedTurnsComeBack::new),
                new Lie("what the dead end does not end", DeadCannotEnd::new),
                new Lie("leaving keeps the turns", LeavingKeepsTurns::new),
                new Lie("leaving twice throws the others out", LeavingTwiceHurts::new),
                new Lie("joining again keeps the turns of before", JoiningAgainKeepsTurns::new),
                new Lie("a node joins once in its life", JoinsOnce::new));
    }

    private static final class Zombies extends Liar {

        @Override
        List<Claim> claim(Storage truth, int places) {
            if (!truth.work().renew()) {
                truth.work().join();
            }
            return truth.work().claim(places);
        }
    }

    private static final class ToldThatTheyLive extends Liar {

        @Override
        boolean renew(Storage truth) {
            truth.work().renew();
            return true;
        }
    }

    private static final class Revived extends Liar {

        @Override
        boolean renew(Storage truth) {
            boolean alive = truth.work().renew();
            if (!alive) {
                truth.work().join();
            }
            return alive;
        }
    }

    private static final class CannotRenew extends Liar {

        @Override
        boolean renew(Storage truth) {
            return false;
        }
    }

    private static final class SweepsNothing extends Liar {

        @Override
        void sweep(Storage truth) {}
    }

    private static final class BuriesNobody extends Liar {

        private final List<Storage> joined = new CopyOnWriteArrayList<>();

        @Override
        void join(Storage truth) {
            joined.add(truth);
            truth.work().join();
        }

        @Override
        void sweep(Storage truth) {
            joined.forEach(node -> node.work().renew());
            truth.work().sweep();
        }
    }

    private static final class BuriesTheLiving extends Liar {

        private final List<Storage> joined = new CopyOnWriteArrayList<>();

        @Override
        void join(Storage truth) {
            joined.add(truth);
            truth.work().join();
        }

        @Override
        void sweep(Storage truth) {
            joined.stream()
                    .filter(node -> !node.equals(truth))
                    .forEach(node -> node.work().leave());
            truth.work().sweep();
        }
    }

    private static final class BuriesItself extends Liar {

        @Override
        void sweep(Storage truth) {
            truth.work().leave();
            truth.work().sweep();
        }
    }

    private static final class WakesParkedTurns extends Turns {

        @Override
        void sweep(Storage truth) {
            for (Claim parked : fabricated(truth, turn -> turn.rest == Rest.PARKED)) {
                WorkChange due = new WorkChange.MakeDue(parked.turn());
                honestly(
                        truth, Batch.of(parked.session(), new Guard.Exists(), List.of()).with(due));
            }
            truth.work().sweep();
        }
    }

    private static final class OnlyFirstNodeSweeps extends Liar {

        private final List<Storage> nodes = new CopyOnWriteArrayList<>();

        @Override
        void join(Storage truth) {
            nodes.add(truth);
            truth.work().join();
        }

        @Override
        void sweep(Storage truth) {
            if (nodes.isEmpty() || nodes.getFirst().equals(truth)) {
                truth.work().sweep();
            }
        }
    }

    /** Withholds turns that were claimed before and not made due since. */
    private static Liar handingOutAtMost(int claims) {
        return new Turns() {
            @Override
            List<Claim> claim(Storage truth, int places) {
                return super.claim(truth, places).stream()
                        .filter(claim -> of(claim.turn()).claims <= claims)
                        .toList();
            }
        };
    }

    private static final class EndedTurnsComeBack extends Turns {

        private boolean someoneDied;

        @Override
        void sweep(Storage truth) {
            someoneDied = true;
            truth.work().sweep();
        }

        @Override
        List<Claim> claim(Storage truth, int places) {
            return someoneDied && exists(turn -> turn.rest == Rest.ENDED)
                    ? fabricated(truth, turn -> turn.rest == Rest.ENDED)
                    : super.claim(truth, places);
        }
    }

    private static final class DeadCannotEnd extends Liar {

        @Override
        Batch batch(Storage truth, Batch asked) {
            return asked.work() instanceof WorkChange.Finish && !truth.work().renew()
                    ? Fabricated.withoutChange(asked)
                    : asked;
        }
    }

    private static final class LeavingKeepsTurns extends Liar {

        @Override
        void leave(Storage truth) {}
    }

    private static final class LeavingTwiceHurts extends Liar {

        private final List<Storage> joined = new CopyOnWriteArrayList<>();

        @Override
        void join(Storage truth) {
            joined.add(truth);
            truth.work().join();
        }

        @Override
        void leave(Storage truth) {
            if (truth.work().renew()) {
                truth.work().leave();
            } else {
                joined.forEach(node -> node.work().leave());
            }
        }
    }

    private static final class JoiningAgainKeepsTurns extends Liar {

        @Override
        void join(Storage truth) {
            if (!truth.work().renew()) {
                truth.work().join();
            }
        }
    }

    private static final class JoinsOnce extends Liar {

        private final Set<Storage> joined = ConcurrentHashMap.newKeySet();

        @Override
        void join(Storage truth) {
            if (joined.add(truth)) {
                truth.work().join();
            }
        }
    }
}
