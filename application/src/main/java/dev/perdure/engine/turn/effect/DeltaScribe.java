package dev.perdure.engine.turn.effect;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.StreamVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the deltas of one model call into the log, in order. At most one append is under way;
 * whatever arrives meanwhile is joined, so a fast model makes larger deltas and not more appends. A
 * model faster than the log is held back once {@link #PENDING_CHARACTERS_MAX} wait.
 */
final class DeltaScribe {

    static final int PENDING_CHARACTERS_MAX = 256 * 1024;

    private final EventAppender log;
    private final Claim claim;
    private final Runnable logMoved;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Delta> pending = new ArrayDeque<>();
    private int pendingCharacters;
    private boolean underWay;
    private boolean closed;
    private StreamVersion known;
    private @Nullable Lost lost;
    private Runnable whenLost = () -> {};

    /**
     * @param known the version the owner has folded
     * @param logMoved told when a fact beyond it turns up
     */
    DeltaScribe(EventAppender log, Claim claim, StreamVersion known, Runnable logMoved) {
        this.log = log;
        this.claim = claim;
        this.known = known;
        this.logMoved = logMoved;
    }

    /**
     * What is done, by any thread, as soon as a delta turns out not to be written: who writes next
     * learns of it then, but a model may have nothing more to say for a long time.
     */
    void whenLost(Runnable action) {
        lock.lock();
        try {
            whenLost = action;
        } finally {
            lock.unlock();
        }
    }

    /** Takes one delta; blocks while too much waits. */
    void write(Delta delta) throws InterruptedException {
        if (delta.text().isEmpty()) {
            return;
        }
        lock.lockInterruptibly();
        try {
            while (isOpen() && pendingCharacters > PENDING_CHARACTERS_MAX) {
                changed.await();
            }
            failIfNotOpen();
            Delta last = pending.peekLast();
            if (last != null && continues(last, delta)) {
                pending.pollLast();
                pending.addLast(joined(last, delta));
            } else {
                pending.addLast(delta);
            }
            pendingCharacters += delta.text().length();
        } finally {
            lock.unlock();
        }
        appendNext();
    }

    /** Waits until everything taken is committed. */
    void drain() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isOpen() && (underWay || !pending.isEmpty())) {
                changed.await();
            }
            failIfNotOpen();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops what waits and waits for the append under way: once this returns, nothing more is
     * written. Any thread; idempotent.
     */
    void close() {
        lock.lock();
        try {
            closed = true;
            pending.clear();
            pendingCharacters = 0;
            changed.signalAll();
            while (underWay) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void appendNext() {
        List<Entry> entries;
        lock.lock();
        try {
            if (underWay || pending.isEmpty() || !isOpen()) {
                return;
            }
            entries = new ArrayList<>(pending);
            pending.clear();
            pendingCharacters = 0;
            underWay = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        append(Batch.of(claim.session(), new Guard.Owned(claim.epoch()), entries));
    }

    /**
     * A log that throws instead of failing its stage must not leave the writer waiting for ever.
     */
    @SuppressWarnings("IllegalCatch")
    private void append(Batch batch) {
        try {
            log.append(List.of(batch))
                    .whenComplete((outcomes, failure) ->
                            settled(outcomes == null ? null : outcomes.getFirst(), failure));
        } catch (RuntimeException | Error failure) {
            settled(null, failure);
        }
    }

    private void settled(@Nullable AppendOutcome outcome, @Nullable Throwable failure) {
        boolean moved = false;
        Runnable consequence = () -> {};
        lock.lock();
        try {
            underWay = false;
            if (outcome instanceof AppendOutcome.Appended appended) {
                moved = appended.version().compareTo(known) > 0;
                known = appended.version();
            } else {
                lost = new Lost(outcome, failure);
                consequence = whenLost;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        consequence.run();
        if (moved) {
            logMoved.run();
        }
        appendNext();
    }

    private boolean isOpen() {
        return lost == null && !closed;
    }

    private void failIfNotOpen() throws InterruptedException {
        if (lost != null) {
            throw new ClaimLost(
                    "The deltas of a model call were not written: " + lost.outcome(),
                    lost.failure());
        }
        if (closed) {
            throw new InterruptedException("The model call was stopped.");
        }
    }

    private static boolean continues(Delta last, Delta next) {
        return last.getClass() == next.getClass()
                && last.message().equals(next.message())
                && last.at() + last.text().length() == next.at();
    }

    private static Delta joined(Delta last, Delta next) {
        String text = last.text() + next.text();
        return switch (last) {
            case Delta.OutputDelta first ->
                    new Delta.OutputDelta(first.turn(), first.message(), first.at(), text);
            case Delta.ThinkingDelta first ->
                    new Delta.ThinkingDelta(first.turn(), first.message(), first.at(), text);
        };
    }

    private record Lost(@Nullable AppendOutcome outcome, @Nullable Throwable failure) {}
}
