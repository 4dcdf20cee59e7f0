package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/** Liars whose tails go wrong together with something else. */
final class TailLiars {

    private static final long A_MOMENT_NANOS = 500_000;
    private static final int BUFFER = 1_000;
    private static final int EVERYTHING = 1_000_000;

    private TailLiars() {}

    static Offset end(Storage truth, SessionKey session) {
        return truth.log().head(session).map(SessionHead::offset).orElse(Offset.START);
    }

    static final class Overflowing extends Liar {

        @Override
        Subscription follow(Storage truth, SessionKey session, Offset after) {
            return new LyingTail(super.follow(truth, session, after)) {
                @Override
                public List<Envelope> next(Duration max) throws InterruptedException {
                    List<Envelope> next = new ArrayList<>(honest.next(max));
                    List<Envelope> more = honest.next(Duration.ZERO);
                    while (!more.isEmpty()) {
                        next.addAll(more);
                        more = honest.next(Duration.ZERO);
                    }
                    return next.subList(Math.max(0, next.size() - BUFFER), next.size());
                }
            };
        }
    }

    /** Reads the log, then registers: what is appended in between is lost. */
    static final class LosesTheSeam extends Liar {

        @Override
        Subscription follow(Storage truth, SessionKey session, Offset after) {
            List<Envelope> before =
                    truth.log().read(session, after, EVERYTHING, Selection.FACTS_AND_DELTAS);
            LockSupport.parkNanos(A_MOMENT_NANOS);
            return new LyingTail(honestLater(truth, session, after)) {
                private List<Envelope> backlog = before;

                @Override
                public List<Envelope> next(Duration max) throws InterruptedException {
                    List<Envelope> first = backlog;
                    backlog = List.of();
                    return first.isEmpty() ? honest.next(max) : first;
                }
            };
        }

        private static Subscription honestLater(Storage truth, SessionKey session, Offset after) {
            Offset known = end(truth, session);
            return truth.log().follow(session, known.isAfter(after) ? known : after);
        }
    }

    static final class ShowsRefused extends Liar {

        private final Map<SessionId, Deque<Envelope>> refused = new ConcurrentHashMap<>();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            AppendOutcome outcome = honestly(truth, asked);
            if (Fabricated.isRefused(outcome)
                    && Fabricated.success(truth, asked) instanceof AppendOutcome.Appended early) {
                refused.computeIfAbsent(asked.session().id(), id -> new ConcurrentLinkedDeque<>())
                        .addAll(early.envelopes());
            }
            return outcome;
        }

        @Override
        Subscription follow(Storage truth, SessionKey session, Offset after) {
            return new LyingTail(super.follow(truth, session, after)) {
                @Override
                public List<Envelope> next(Duration max) throws InterruptedException {
                    Deque<Envelope> early =
                            refused.getOrDefault(session.id(), new ConcurrentLinkedDeque<>());
                    List<Envelope> shown = new ArrayList<>(early);
                    early.clear();
                    shown.addAll(honest.next(max));
                    return shown;
                }
            };
        }
    }

    static final class OwnNodeOnly extends Liar {

        private final Map<Envelope, Storage> writers = new ConcurrentHashMap<>();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            AppendOutcome outcome = honestly(truth, asked);
            if (outcome instanceof AppendOutcome.Appended appended) {
                appended.envelopes().forEach(record -> writers.put(record, truth));
            }
            return outcome;
        }

        @Override
        Subscription follow(Storage truth, SessionKey session, Offset after) {
            return new LyingTail(super.follow(truth, session, after)) {
                @Override
                public List<Envelope> next(Duration max) throws InterruptedException {
                    return honest.next(max).stream()
                            .filter(record -> truth.equals(writers.getOrDefault(record, truth)))
                            .toList();
                }
            };
        }
    }

    static final class GoneForStrangers extends Liar {

        private final Map<SessionId, SessionKey> owners = new ConcurrentHashMap<>();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            owners.putIfAbsent(asked.session().id(), asked.session());
            return honestly(truth, asked);
        }

        @Override
        Subscription follow(Storage truth, SessionKey session, Offset after) {
            return new LyingTail(super.follow(truth, session, after)) {
                @Override
                public boolean isGone() {
                    SessionKey owner = owners.getOrDefault(session.id(), session);
                    boolean foreign = !owner.equals(session);
                    return honest.isGone() || (foreign && truth.log().head(owner).isEmpty());
                }
            };
        }
    }

    static final class NewestOnly extends Liar {

        private final Map<SessionId, Subscription> newest = new ConcurrentHashMap<>();

        @Override
        Subscription follow(Storage truth, SessionKey session, Offset after) {
            Subscription tail = super.follow(truth, session, after);
            Subscription earlier = newest.put(session.id(), tail);
            if (earlier != null) {
                earlier.close();
            }
            return tail;
        }
    }

    static final class ClosesNeighbours extends Liar {

        private final Deque<Subscription> open = new ConcurrentLinkedDeque<>();

        @Override
        Subscription follow(Storage truth, SessionKey session, Offset after) {
            Subscription tail = super.follow(truth, session, after);
            open.add(tail);
            return new LyingTail(tail) {
                @Override
                public void close() {
                    open.forEach(Subscription::close);
                }
            };
        }
    }
}
