package dev.perdure.telemetry.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Says when spans begin to be lost, because the collector refuses them or because too many wait for
 * it, and when and after how many that is over, and nothing between.
 */
final class SaidOnce implements SpanExporter {

    private final SpanExporter exporter;
    private final String collector;
    private final int room;
    private final Consumer<String> say;
    private final AtomicInteger waiting = new AtomicInteger();
    private long lost;

    /** Whether a span was turned away since the last batch. */
    private boolean full;

    /**
     * An exporter in front of another.
     *
     * @param room how many spans may wait
     */
    SaidOnce(SpanExporter exporter, String collector, int room, Consumer<String> say) {
        this.exporter = exporter;
        this.collector = collector;
        this.room = room;
        this.say = say;
    }

    /** Whether there is room for one more span, which waits from now on. */
    boolean takes() {
        if (waiting.incrementAndGet() <= room) {
            return true;
        }
        waiting.decrementAndGet();
        turnedAway();
        return false;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        waiting.addAndGet(-count);
        CompletableResultCode sent = exporter.export(spans);
        return sent.whenComplete(() -> sent(count, sent.isSuccess()));
    }

    private synchronized void turnedAway() {
        full = true;
        lose(1, "The collector at " + collector + " is slower than spans are made; some are lost.");
    }

    private synchronized void sent(int count, boolean success) {
        if (!success) {
            lose(count, "The collector at " + collector + " takes no spans; they are lost.");
        } else if (lost > 0 && !full) {
            say.accept(
                    "The collector at "
                            + collector
                            + " takes spans again; "
                            + lost
                            + " were lost.");
            lost = 0;
        }
        full = false;
    }

    private void lose(int count, String sentence) {
        if (lost == 0) {
            say.accept(sentence);
        }
        lost += count;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
