package dev.perdure.contract.lies;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Snapshot;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lies about snapshots. */
final class SnapshotLies {

    private SnapshotLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("keeps no snapshot", KeepsNothing::new),
                new Lie("keeps the first snapshot of a session only", KeepsTheFirst::new),
                new Lie("lets earlier snapshots replace later ones", KeepsTheLastWritten::new),
                new Lie("shows snapshots of later than was asked for", ShowsLater::new),
                new Lie("keeps snapshots that are ahead of their session", KeepsWhatIsAhead::new),
                new Lie("keeps snapshots to the node that took them", ForgetsOnReopening::new),
                new Lie("shows snapshots to strangers", ShowsToStrangers::new),
                new Lie("takes snapshots from strangers", TakesFromStrangers::new),
                new Lie("shows the snapshot of another session", ShowsAnyones::new),
                new Lie("keeps snapshots of what is not there", KeepsUnknown::new),
                new Lie("remembers snapshots of what was removed", RemembersRemoved::new),
                new Lie("loses the end of a snapshot", LosesTheEnd::new));
    }

    /** Keeps snapshots of its own instead of the storage's. */
    private static class Own extends Liar {

        final Map<SessionKey, Snapshot> kept = new ConcurrentHashMap<>();

        @Override
        Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
            return Optional.ofNullable(kept.get(session))
                    .filter(snapshot -> snapshot.version().compareTo(last) <= 0)
                    .filter(snapshot -> truth.sessions().find(session).isPresent());
        }

        @Override
        void keep(Storage truth, SessionKey session, Snapshot snapshot) {
            if (isThere(truth, session, snapshot)) {
                kept.merge(session, snapshot, Own::later);
            }
        }

        static boolean isThere(Storage truth, SessionKey session, Snapshot snapshot) {
            return truth.log()
                    .head(session)
                    .filter(head -> snapshot.version().compareTo(head.version()) <= 0)
                    .isPresent();
        }

        static Snapshot later(Snapshot one, Snapshot other) {
            return one.version().compareTo(other.version()) < 0 ? other : one;
        }
    }

    private static final class KeepsNothing extends Liar {
        @Override
        void keep(Storage truth, SessionKey session, Snapshot snapshot) {}
    }

    private static final class KeepsTheFirst extends Own {
        @Override
        void keep(Storage truth, SessionKey session, Snapshot snapshot) {
            if (isThere(truth, session, snapshot)) {
                kept.putIfAbsent(session, snapshot);
            }
        }
    }

    private static final class KeepsTheLastWritten extends Own {
        @Override
        void keep(Storage truth, SessionKey session, Snapshot snapshot) {
            if (isThere(truth, session, snapshot)) {
                kept.put(session, snapshot);
            }
        }
    }

    private static final class ShowsLater extends Liar {
        @Override
        Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
            return super.snapshot(truth, session, new StreamVersion(Long.MAX_VALUE));
        }
    }

    private static final class KeepsWhatIsAhead extends Own {
        @Override
        void keep(Storage truth, SessionKey session, Snapshot snapshot) {
            if (truth.log().head(session).isPresent()) {
                kept.merge(session, snapshot, Own::later);
            }
        }
    }

    private static final class ForgetsOnReopening extends Own {
        @Override
        InMemoryStorage reopened(InMemoryStorage data) {
            kept.clear();
            return super.reopened(data);
        }
    }

    /** Knows whose each session is. */
    private static class Owners extends Liar {

        final Map<Object, SessionKey> owners = new ConcurrentHashMap<>();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            owners.putIfAbsent(asked.session().id(), asked.session());
            return honestly(truth, asked);
        }

        SessionKey owner(SessionKey session) {
            return owners.getOrDefault(session.id(), session);
        }
    }

    private static final class ShowsToStrangers extends Owners {
        @Override
        Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
            return super.snapshot(truth, owner(session), last);
        }
    }

    private static final class TakesFromStrangers extends Owners {
        @Override
        void keep(Storage truth, SessionKey session, Snapshot snapshot) {
            super.keep(truth, owner(session), snapshot);
        }
    }

    private static final class ShowsAnyones extends Own {
        @Override
        Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
            return super.snapshot(truth, session, last).or(() -> kept.values().stream().findAny());
        }
    }

    private static final class KeepsUnknown extends Own {

        @Override
        Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
            return truth.log().head(session).isPresent()
                    ? super.snapshot(truth, session, last)
                    : Optional.ofNullable(kept.get(session));
        }

        @Override
        void keep(Storage truth, SessionKey session, Snapshot snapshot) {
            if (truth.log().head(session).isEmpty()) {
                kept.put(session, snapshot);
            } else {
                super.keep(truth, session, snapshot);
            }
        }
    }

    private static final class RemembersRemoved extends Own {
        @Override
        Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
            return Optional.ofNullable(kept.get(session))
                    .filter(snapshot -> snapshot.version().compareTo(last) <= 0);
        }
    }

    private static final class LosesTheEnd extends Liar {
        @Override
        Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
            return super.snapshot(truth, session, last).map(LosesTheEnd::shortened);
        }

        private static Snapshot shortened(Snapshot whole) {
            int left = Math.max(0, whole.tail().size() - 1);
            return new Snapshot(
                    whole.settings(),
                    whole.version(),
                    whole.changedAt(),
                    whole.notes(),
                    whole.tail().subList(0, left),
                    whole.characters(),
                    whole.whole());
        }
    }
}
