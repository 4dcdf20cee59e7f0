package dev.perdure.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

/** Something a test does on a thread of its own. Closing it interrupts what is still going on. */
public final class Background<T> implements AutoCloseable {

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Background(Callable<T> action) {
        this.thread = Thread.ofVirtual().unstarted(() -> run(action));
    }

    public static <T> Background<T> start(Callable<T> action) {
        Background<T> background = new Background<>(action);
        background.thread.start();
        return background;
    }

    /** What these answer when all of them begin at the same moment, in the order given. */
    public static <T> List<T> together(Duration deadline, List<Callable<T>> actions) {
        CyclicBarrier start = new CyclicBarrier(actions.size());
        List<Background<T>> all = new ArrayList<>();
        for (Callable<T> action : actions) {
            all.add(
                    start(() -> {
                        start.await();
                        return action.call();
                    }));
        }
        try {
            return all.stream().map(one -> one.await(deadline)).toList();
        } finally {
            all.forEach(Background::close);
        }
    }

    /** Its result, or its failure as the test's. */
    public T await(Duration deadline) {
        return Await.outcome(deadline, result);
    }

    /** The exception it ends with. */
    public Throwable awaitFailure(Duration deadline) {
        return Await.outcome(
                deadline,
                result.handle((value, failure) -> {
                    if (failure == null) {
                        throw new AssertionError("it did not fail but answered " + value);
                    }
                    return failure;
                }));
    }

    /** Waits until it waits for something, or has ended; closes it when it does neither. */
    public void awaitWaiting(Duration deadline) {
        try {
            Await.until(deadline, "the thread waits", this::waitsOrHasEnded);
        } catch (AssertionError busy) {
            close();
            throw busy;
        }
    }

    public void interrupt() {
        thread.interrupt();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private boolean waitsOrHasEnded() {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }

    // A test has to see every failure of the thread, its own assertions included.
    private void run(Callable<T> action) {
        try {
            result.complete(action.call());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }
}
