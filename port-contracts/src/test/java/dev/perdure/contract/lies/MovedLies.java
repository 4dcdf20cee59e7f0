package dev.perdure.contract.lies;

import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Lies about which sessions have moved. */
final class MovedLies {

    private MovedLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("says that nothing moves", () -> telling((head, seen) -> false)),
                new Lie("says that everything moves", () -> telling((head, seen) -> true)),
                new Lie(
                        "takes no notice of another owner",
                        () ->
                                telling((head, seen) ->
                                        head.isEmpty()
                                                || !head.get().version().equals(seen.version()))),
                new Lie(
                        "takes no notice of other facts",
                        () ->
                                telling((head, seen) ->
                                        head.isEmpty()
                                                || !head.get().epoch().equals(seen.epoch()))),
                new Lie(
                        "does not miss a session that is gone",
                        () ->
                                telling((head, seen) ->
                                        head.isPresent() && !isAsSeen(head.get(), seen))),
                new Lie("takes pieces of output for a move", TakesPiecesForMoves::new));
    }

    private static Liar telling(BiPredicate<Optional<SessionHead>, Seen> moved) {
        return new Liar() {
            @Override
            Set<SessionKey> moved(Storage truth, List<Seen> sessions) {
                return sessions.stream()
                        .filter(seen -> moved.test(truth.log().head(seen.session()), seen))
                        .map(Seen::session)
                        .collect(Collectors.toSet());
            }
        };
    }

    private static boolean isAsSeen(SessionHead head, Seen seen) {
        return head.version().equals(seen.version()) && head.epoch().equals(seen.epoch());
    }

    /** Remembers where a head was when it was shown. */
    private static final class TakesPiecesForMoves extends Liar {

        private final Map<SessionKey, Offset> shown = new ConcurrentHashMap<>();

        @Override
        Optional<SessionHead> head(Storage truth, SessionKey session) {
            Optional<SessionHead> head = truth.log().head(session);
            head.ifPresent(found -> shown.put(session, found.offset()));
            return head;
        }

        @Override
        Set<SessionKey> moved(Storage truth, List<Seen> sessions) {
            Set<SessionKey> moved = new HashSet<>(truth.log().moved(sessions));
            for (Seen seen : sessions) {
                Optional<SessionHead> head = truth.log().head(seen.session());
                if (head.isPresent() && !head.get().offset().equals(shown.get(seen.session()))) {
                    moved.add(seen.session());
                }
            }
            return moved;
        }
    }
}
