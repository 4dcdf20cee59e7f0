package dev.perdure.contract.crash;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.engine.work.WorkUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Stands between a node and its store, which is out of reach for a while from one of the crossings
 * on. Of the call at that crossing either nothing happens, or only its answer is lost.
 */
final class Outage implements Watcher {

    private static final Duration LENGTH = Duration.ofMillis(30);

    private final Crossings crossings = new Crossings();
    private final int first;
    private final boolean answerLost;
    private volatile boolean happened;
    private volatile long endNanos;
    private final EventLog log;

    /**
     * @param log the store's own, which has a duty when it loses an answer
     * @param first number of the crossing it begins with
     */
    Outage(EventLog log, int first, boolean answerLost) {
        this.log = log;
        this.first = first;
        this.answerLost = answerLost;
    }

    @Override
    public void arm() {
        crossings.arm();
    }

    @Override
    public void disarm() {
        crossings.disarm();
    }

    @Override
    public List<Door> crossings() {
        return crossings.all();
    }

    @Override
    public boolean hasStruck() {
        return happened;
    }

    @Override
    public boolean isLost() {
        return false;
    }

    @Override
    public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
        if (door.isOfStore() && happened && System.nanoTime() < endNanos) {
            throw unavailable(door);
        }
        if (door.isOfWork()) {
            T answer = crossing.go();
            if (answer instanceof List<?> claims && !claims.isEmpty()) {
                crossings.next(door);
            }
            return answer;
        }
        if (crossings.next(door) < first || !door.isOfStore() || !begins()) {
            return crossing.go();
        }
        if (answerLost) {
            makeDueAgain(crossing.go());
        }
        throw unavailable(door);
    }

    private synchronized boolean begins() {
        boolean now = !happened;
        if (now) {
            endNanos = System.nanoTime() + LENGTH.toNanos();
            happened = true;
        }
        return now;
    }

    /** A claim that was granted in a lost answer belongs to nobody; the store sees to that. */
    private void makeDueAgain(Object answer) {
        if (answer instanceof CompletionStage<?> stage
                && stage.toCompletableFuture().join() instanceof List<?> outcomes
                && outcomes.getFirst() instanceof AppendOutcome.Appended appended
                && appended.claim() != null) {
            Claim claim = appended.claim();
            Batch release =
                    Batch.of(claim.session(), new Guard.Owned(claim.epoch()), List.of())
                            .with(new WorkChange.ParkUntil(claim.turn(), Instant.EPOCH));
            log.append(List.of(release)).toCompletableFuture().join();
        }
    }

    private static RuntimeException unavailable(Door door) {
        Throwable cause = new CompletionException("Scripted outage", null);
        if (door.isOfLog()) {
            return new LogUnavailable("The log is out of reach.", cause);
        }
        return door.isOfWork() || door == Door.WORK_HAND_OVER
                ? new WorkUnavailable("The queue is out of reach.", cause)
                : new StoreUnavailable("The store is out of reach.", cause);
    }

    @Override
    public String toString() {
        return "the store goes away at crossing "
                + first
                + (answerLost ? ", its answer lost, of " : " of ")
                + crossings.all();
    }
}
