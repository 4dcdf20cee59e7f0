package dev.perdure.egress;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request under way. {@link #answer} and then {@link #read} are for one thread, which they
 * block; {@link #cancel}, {@link #release} and {@link #close} are for any. A call that failed, was
 * interrupted or cancelled has closed its connection.
 */
public final class EgressCall implements AutoCloseable {

    private final Exchange exchange;
    private final Inflow inflow;
    private final Trouble trouble;
    private final Duration total;
    private final Duration drain;
    private final long start = System.nanoTime();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    EgressCall(Exchange exchange, Duration total, Duration drain) {
        this.exchange = exchange;
        this.inflow = exchange.inflow();
        this.trouble = exchange.trouble();
        this.total = total;
        this.drain = drain;
    }

    /**
     * Waits for the answer to begin.
     *
     * @throws InterruptedException when the thread was interrupted or the call cancelled
     */
    public EgressAnswer answer(Duration patience) throws InterruptedException {
        try {
            EgressAnswer answer = exchange.answer().get(nanos(patience), TimeUnit.NANOSECONDS);
            throwIfCancelled();
            return answer;
        } catch (TimeoutException late) {
            cancel();
            return new EgressAnswer.Failed(
                    isOver() ? trouble.tooLong(total) : trouble.noAnswer(patience));
        } catch (CancellationException | ExecutionException stopped) {
            throw wasCancelled();
        } catch (InterruptedException interrupted) {
            cancel();
            throw interrupted;
        }
    }

    /**
     * Waits for the next piece of the body. After its end or a failure it must not be called again.
     *
     * @throws InterruptedException when the thread was interrupted or the call cancelled
     */
    public BodyPiece read(Duration patience) throws InterruptedException {
        throwIfCancelled();
        try {
            BodyPiece next = inflow.take(nanos(patience));
            throwIfCancelled();
            if (next == null) {
                cancel();
                return new BodyPiece.Failed(
                        isOver() ? trouble.tooLong(total) : trouble.pause(patience));
            }
            if (!(next instanceof BodyPiece.Bytes)) {
                over.set(true);
            }
            return next;
        } catch (InterruptedException interrupted) {
            cancel();
            throw interrupted;
        }
    }

    /**
     * What arrives of the body within {@code patience}, at most so many bytes of it: for the words
     * of a refusal, where part of them is better than none. The call is over afterwards.
     */
    public byte[] readAtMost(int bytesMax, Duration patience) throws InterruptedException {
        BoundedBytes read = new BoundedBytes(bytesMax);
        long end = System.nanoTime() + patience.toNanos();
        while (!read.isFull()) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (!(read(left) instanceof BodyPiece.Bytes piece)) {
                return read.toByteArray();
            }
            read.add(piece.bytes());
        }
        release();
        return read.toByteArray();
    }

    /** Closes the connection at once and wakes the reader. Idempotent. */
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            exchange.cancel();
        }
    }

    /**
     * Says that what is still to come is not needed. It is thrown away while it arrives, so that
     * the connection can serve again; what has not arrived soon is cancelled. Returns at once.
     */
    public void release() {
        if (cancelled.get() || !over.compareAndSet(false, true)) {
            return;
        }
        inflow.discard();
        Executor later =
                CompletableFuture.delayedExecutor(
                        drain.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
        later.execute(this::cancel);
    }

    /** Cancels a call that is neither read to its end nor released. Idempotent. */
    @Override
    public void close() {
        if (!over.get()) {
            cancel();
        }
    }

    private long nanos(Duration patience) {
        long left = total.toNanos() - (System.nanoTime() - start);
        return Math.max(0, Math.min(left, patience.toNanos()));
    }

    private boolean isOver() {
        return System.nanoTime() - start >= total.toNanos();
    }

    private void throwIfCancelled() throws InterruptedException {
        if (cancelled.get()) {
            throw wasCancelled();
        }
    }

    private static InterruptedException wasCancelled() {
        return new InterruptedException("The call was cancelled.");
    }
}
