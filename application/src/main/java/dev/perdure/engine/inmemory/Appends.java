package dev.perdure.engine.inmemory;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The writing of single batches: check, entries and queue as one. Called under the lock. */
final class Appends {

    private final Memory memory;
    private final InMemoryWork node;

    Appends(Memory memory, InMemoryWork node) {
        this.memory = memory;
        this.node = node;
    }

    /** Throws when the batch would begin a stream with anything but the opening of its session. */
    static void requireOpening(Batch batch) {
        boolean opens =
                !batch.entries().isEmpty()
                        && batch.entries().getFirst() instanceof SessionEvent.SessionOpened;
        if (batch.guard() instanceof Guard.NewStream && !opens) {
            throw new IllegalArgumentException("A stream begins with the opening of its session.");
        }
    }

    AppendOutcome append(Batch batch) {
        AppendOutcome refusal = refusal(batch);
        if (refusal != null) {
            return refusal;
        }
        Instant now = memory.now();
        StoredStream stream = memory.stream(batch.session());
        if (stream == null) {
            stream = begin(batch, now);
        }
        Offset first = stream.offset().plus(1);
        List<Envelope> written = stream.write(batch.entries(), now);
        Claim claim = change(stream, batch.work(), first);
        return new AppendOutcome.Appended(written, stream.version(), claim);
    }

    /** Why the batch must not be written; a repetition is recognised before any guard is asked. */
    private @Nullable AppendOutcome refusal(Batch batch) {
        StoredStream stream = memory.stream(batch.session());
        if (stream == null) {
            return refusalOfMissing(batch);
        }
        if (batch.work() instanceof WorkChange.Enqueue enqueue) {
            StoredTurn earlier = stream.turn(enqueue.idempotencyKey());
            if (earlier == null) {
                earlier = stream.turn(enqueue.turn());
            }
            if (earlier != null) {
                return new AppendOutcome.Duplicate(earlier.first);
            }
        }
        return switch (batch.guard()) {
            case Guard.NewStream asked -> new AppendOutcome.StreamExists();
            case Guard.Exists asked -> null;
            case Guard.AtVersion at -> overtaken(stream, at.version());
            case Guard.Owned owned -> fenced(stream, owned.epoch());
            case Guard.OwnedAt owned -> {
                AppendOutcome fenced = fenced(stream, owned.epoch());
                yield fenced != null ? fenced : overtaken(stream, owned.version());
            }
        };
    }

    private @Nullable AppendOutcome refusalOfMissing(Batch batch) {
        if (!(batch.guard() instanceof Guard.NewStream)) {
            return new AppendOutcome.NoSuchStream();
        }
        return memory.streams.containsKey(batch.session().id())
                ? new AppendOutcome.StreamExists()
                : null;
    }

    private static @Nullable AppendOutcome overtaken(StoredStream stream, StreamVersion seen) {
        return stream.version().equals(seen)
                ? null
                : new AppendOutcome.VersionConflict(stream.version());
    }

    private static @Nullable AppendOutcome fenced(StoredStream stream, Epoch held) {
        return stream.epoch().equals(held) ? null : new AppendOutcome.Fenced(stream.epoch());
    }

    private StoredStream begin(Batch batch, Instant now) {
        SessionKey key = batch.session();
        StoredStream stream =
                new StoredStream(key, openedWith(batch), now, memory.lock.newCondition());
        memory.streams.put(key.id(), stream);
        memory.streamBegan.signalAll();
        return stream;
    }

    private static SessionSettings openedWith(Batch batch) {
        requireOpening(batch);
        return ((SessionEvent.SessionOpened) batch.entries().getFirst()).settings();
    }

    private @Nullable Claim change(StoredStream stream, WorkChange work, Offset first) {
        Turns turns = memory.turns;
        switch (work) {
            case WorkChange.Unchanged unchanged -> {}
            case WorkChange.Enqueue enqueue -> {
                return enqueue(stream, enqueue, first);
            }
            case WorkChange.ParkUntil park ->
                    stream.withTurn(park.turn(), turn -> turns.park(turn, park.wakeAt(), false));
            case WorkChange.ParkForClient park ->
                    stream.withTurn(park.turn(), turn -> turns.park(turn, park.wakeAt(), true));
            case WorkChange.MakeDue due -> stream.withTurn(due.turn(), turns::makeDue);
            case WorkChange.Finish finish -> stream.withTurn(finish.turn(), turns::end);
        }
        return null;
    }

    private @Nullable Claim enqueue(StoredStream stream, WorkChange.Enqueue enqueue, Offset first) {
        boolean idle = stream.open().isEmpty();
        StoredTurn turn = memory.turns.enqueue(stream, enqueue.turn(), first);
        stream.remember(turn, enqueue.idempotencyKey());
        if (enqueue.wakes() != null) {
            stream.withTurn(enqueue.wakes(), memory.turns::makeDue);
        }
        return enqueue.claimIfIdle() && idle && node.lives() ? node.take(turn) : null;
    }
}
