package dev.perdure.engine.inmemory;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The log as one node sees it. */
final class InMemoryLog implements EventLog {

    private final Memory memory;
    private final Appends appends;
    private final Set<InMemorySubscription> subscriptions = new HashSet<>();

    InMemoryLog(Memory memory, InMemoryWork node) {
        this.memory = memory;
        this.appends = new Appends(memory, node);
    }

    @Override
    public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
        group.forEach(Appends::requireOpening);
        List<AppendOutcome> outcomes =
                memory.locked(() -> group.stream().map(appends::append).toList());
        return CompletableFuture.completedStage(outcomes);
    }

    @Override
    public Optional<SessionHead> head(SessionKey session) {
        return memory.locked(
                () -> Optional.ofNullable(memory.stream(session)).map(StoredStream::head));
    }

    @Override
    public Set<SessionKey> moved(List<Seen> sessions) {
        return memory.locked(() -> {
            Set<SessionKey> moved = new HashSet<>();
            for (Seen seen : sessions) {
                StoredStream stream = memory.stream(seen.session());
                boolean same =
                        stream != null
                                && stream.version().equals(seen.version())
                                && stream.epoch().equals(seen.epoch());
                if (!same) {
                    moved.add(seen.session());
                }
            }
            return moved;
        });
    }

    @Override
    public List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection) {
        return memory.locked(() -> {
            StoredStream stream = memory.stream(session);
            if (stream == null) {
                return List.of();
            }
            return switch (selection) {
                case FACTS -> slice(stream.facts(), factsUpTo(stream, after), limit);
                case FACTS_AND_DELTAS -> slice(stream.records(), after.value(), limit);
            };
        });
    }

    @Override
    public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
        return memory.locked(() -> {
            StoredStream stream = memory.stream(session);
            if (stream == null) {
                return List.of();
            }
            long end = Math.clamp(before.value() - 1, 0L, stream.facts().size());
            long start = Math.max(0, end - limit);
            return slice(stream.facts(), start, end - start);
        });
    }

    @Override
    public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
        return memory.locked(() -> {
            StoredStream stream = memory.stream(session);
            if (stream == null) {
                return List.of();
            }
            long start = Math.max(0, from.value() - 1);
            return slice(stream.facts(), start, to.value() - start);
        });
    }

    @Override
    public Offset lastFactAt(SessionKey session, Instant time) {
        return memory.locked(() -> {
            StoredStream stream = memory.stream(session);
            if (stream == null) {
                return Offset.START;
            }
            int count = countWhile(stream.facts(), fact -> !fact.time().isAfter(time));
            return count == 0 ? Offset.START : stream.facts().get(count - 1).offset();
        });
    }

    @Override
    public Subscription follow(SessionKey session, Offset after) {
        return memory.locked(() -> {
            InMemorySubscription subscription =
                    new InMemorySubscription(
                            memory, session, after, ended -> subscriptions.remove(ended));
            subscriptions.add(subscription);
            return subscription;
        });
    }

    void closeSubscriptions() {
        List<InMemorySubscription> open = memory.locked(() -> List.copyOf(subscriptions));
        open.forEach(InMemorySubscription::close);
    }

    private static int factsUpTo(StoredStream stream, Offset after) {
        return countWhile(stream.facts(), fact -> !fact.offset().isAfter(after));
    }

    /** The length of the longest head of an ordered list that fulfils the condition. */
    private static int countWhile(List<Envelope> ordered, Predicate<Envelope> condition) {
        int low = 0;
        int high = ordered.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (condition.test(ordered.get(middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A copy of at most {@code limit} items after the first {@code start}. */
    static List<Envelope> slice(List<Envelope> items, long start, long limit) {
        if (start >= items.size() || limit <= 0) {
            return List.of();
        }
        int end = (int) Math.min(items.size(), start + limit);
        return List.copyOf(items.subList((int) start, end));
    }
}
