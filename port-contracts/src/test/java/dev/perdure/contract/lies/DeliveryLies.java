package dev.perdure.contract.lies;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lies about how far readers came. */
final class DeliveryLies {

    private DeliveryLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("notes no delivery", NotesNothing::new),
                new Lie("lets marks of delivery move back", MovesBack::new),
                new Lie("notes the first delivery of several only", NotesOneOnly::new),
                new Lie("keeps deliveries to the node that noted them", ForgetsOnReopening::new),
                new Lie("shows deliveries to strangers", ShowsToStrangers::new),
                new Lie("takes deliveries from strangers", TakesFromStrangers::new),
                new Lie("fails on deliveries of what is not there", FailsOnUnknown::new),
                new Lie("remembers deliveries of what was removed", RemembersRemoved::new));
    }

    /** Keeps marks of its own instead of the storage's. */
    private static class Marks extends Liar {

        final Map<SessionKey, StreamVersion> kept = new ConcurrentHashMap<>();

        @Override
        StreamVersion delivered(Storage truth, SessionKey session) {
            return kept.getOrDefault(session, StreamVersion.NONE);
        }
    }

    private static final class NotesNothing extends Liar {
        @Override
        void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {}
    }

    private static final class MovesBack extends Marks {
        @Override
        void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {
            marks.forEach((session, version) -> {
                if (truth.sessions().find(session).isPresent()) {
                    kept.put(session, version);
                }
            });
        }
    }

    private static final class NotesOneOnly extends Liar {
        @Override
        void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {
            marks.entrySet().stream()
                    .findFirst()
                    .ifPresent(mark ->
                            super.markDelivered(truth, Map.of(mark.getKey(), mark.getValue())));
        }
    }

    private static final class ForgetsOnReopening extends Marks {

        @Override
        void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {
            marks.forEach((session, version) -> {
                if (truth.sessions().find(session).isPresent()) {
                    kept.merge(session, version, (a, b) -> a.compareTo(b) < 0 ? b : a);
                }
            });
        }

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
        StreamVersion delivered(Storage truth, SessionKey session) {
            return super.delivered(truth, owner(session));
        }
    }

    private static final class TakesFromStrangers extends Owners {
        @Override
        void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {
            marks.forEach((session, version) ->
                    super.markDelivered(truth, Map.of(owner(session), version)));
        }
    }

    private static final class FailsOnUnknown extends Liar {
        @Override
        void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {
            Set<SessionKey> sessions = marks.keySet();
            if (sessions.stream().allMatch(s -> truth.sessions().find(s).isPresent())) {
                super.markDelivered(truth, marks);
            }
        }
    }

    private static final class RemembersRemoved extends Marks {
        @Override
        void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {
            super.markDelivered(truth, marks);
            marks.keySet().stream()
                    .filter(session -> truth.sessions().find(session).isPresent())
                    .forEach(session -> kept.put(session, truth.sessions().delivered(session)));
        }
    }
}
