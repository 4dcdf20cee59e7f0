package dev.perdure.telemetry;

import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.TurnEvent;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a tracer provider of turns, model calls and tool calls, as spans, from the facts that are
 * committed. Names and attributes are in {@code docs/telemetry.md}. Facts wait in a bounded queue
 * for a thread of their own; what finds it full has no span. Closing it tells what is still in the
 * queue, for at most {@value #CLOSE_SECONDS_MAX} seconds, and leaves the provider open.
 */
public final class Tracing implements FactListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
    private static final String SCOPE = "dev.perdure";
    private static final String SCHEMA = "https://opentelemetry.io/schemas/" + GenAi.CONVENTIONS;
    private static final int CLOSE_SECONDS_MAX = 2;
    static final int QUEUE_MAX = 10_000;

    private final TurnSpans spans;
    private final boolean content;
    private final ThreadPoolExecutor thread;
    private final AtomicLong lost = new AtomicLong();

    private Tracing(TurnSpans spans, boolean content) {
        this.spans = spans;
        this.content = content;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(QUEUE_MAX),
                        Thread.ofVirtual().name("perdure-spans").factory(),
                        (fact, full) -> lost());
    }

    /**
     * Spans through a provider, which is only asked for a tracer.
     *
     * @param ids the generator the provider was given, so that the nodes of a turn write one trace
     * @param storage where turns are looked up that began on another node
     */
    public static Tracing through(
            TracerProvider provider, TurnIds ids, Storage storage, TraceConfig config) {
        Tracer tracer = provider.tracerBuilder(SCOPE).setSchemaUrl(SCHEMA).build();
        SpanMaker maker = new SpanMaker(tracer, ids, new AgentNames(storage.agents()), config);
        return new Tracing(new TurnSpans(maker, storage.log(), config.content()), config.content());
    }

    @Override
    public void committed(Envelope fact) {
        if (!content && fact.entry() instanceof TurnEvent.MessageReceived) {
            // It has no span, and may be large.
            return;
        }
        thread.execute(() -> make(fact));
    }

    @SuppressWarnings("IllegalCatch")
    private void make(Envelope fact) {
        try {
            spans.of(fact);
        } catch (RuntimeException defect) {
            LOG.warn("No span of {}", fact.id(), defect);
        }
    }

    /** Said once: a log line for each would be a second flood. */
    private void lost() {
        if (lost.getAndIncrement() == 0 && !thread.isShutdown()) {
            LOG.warn("Facts are committed faster than their spans are made; some have none.");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(
                    Duration.ofSeconds(CLOSE_SECONDS_MAX).toMillis(), TimeUnit.MILLISECONDS)) {
                lost.addAndGet(thread.shutdownNow().size());
            }
        } catch (InterruptedException interrupted) {
            lost.addAndGet(thread.shutdownNow().size());
            Thread.currentThread().interrupt();
        }
        if (lost.get() > 0) {
            LOG.warn("{} facts have no span.", lost.get());
        }
    }

    /** How many facts found no place, or were waiting when it was closed. */
    long factsLost() {
        return lost.get();
    }
}
