package dev.perdure.egress;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way from the connection to the one thread that reads it. More is asked for when the
 * reader has taken everything, so a slow reader slows the sender and memory stays flat.
 */
final class Inflow implements BodySubscriber<Inflow> {

    private final BlockingQueue<BodyPiece> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Inflow> subscribed = new CompletableFuture<>();
    private final Function<Throwable, EgressFailure> classify;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean stopped;
    private volatile boolean demanded;
    private volatile boolean ended;

    Inflow(Function<Throwable, EgressFailure> classify) {
        this.classify = classify;
    }

    /**
     * Complete once there is a subscription and not before: a reader that came earlier would have
     * nothing to ask for more.
     */
    @Override
    public CompletionStage<Inflow> getBody() {
        return subscribed;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (stopped) {
            given.cancel();
        }
        subscribed.complete(this);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (stopped) {
            return;
        }
        demanded = false;
        for (ByteBuffer buffer : buffers) {
            if (buffer.hasRemaining()) {
                arrived.add(new BodyPiece.Bytes(buffer));
            }
        }
        if (arrived.isEmpty()) {
            demand(1);
        }
    }

    @Override
    public void onError(Throwable trouble) {
        ended = true;
        arrived.add(new BodyPiece.Failed(classify.apply(trouble)));
    }

    @Override
    public void onComplete() {
        ended = true;
        arrived.add(new BodyPiece.End());
    }

    /** The next piece, or none in time. */
    @Nullable BodyPiece take(long nanos) throws InterruptedException {
        BodyPiece next = arrived.poll();
        if (next == null) {
            if (!demanded) {
                demand(1);
            }
            next = arrived.poll(nanos, TimeUnit.NANOSECONDS);
        }
        return next;
    }

    /** Wakes the reader, and closes the connection unless it has gone back to serve others. */
    void cancel() {
        stopped = true;
        Flow.Subscription present = subscription;
        if (present != null && !ended) {
            present.cancel();
        }
        arrived.add(new BodyPiece.End());
    }

    /** Lets the rest of the body come and go. */
    void discard() {
        stopped = true;
        arrived.clear();
        demand(Long.MAX_VALUE);
    }

    private void demand(long count) {
        Flow.Subscription present = subscription;
        if (present != null) {
            demanded = true;
            present.request(count);
        }
    }
}
