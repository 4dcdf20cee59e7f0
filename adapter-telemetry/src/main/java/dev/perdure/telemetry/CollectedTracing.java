package dev.perdure.telemetry;

import dev.perdure.egress.EgressClient;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.telemetry.otlp.OtlpConfig;
import dev.perdure.telemetry.otlp.OtlpTraces;
import dev.perdure.telemetry.otlp.Room;

/**
 * Spans of what is committed, on their way to a collector, for programs without a tracer provider
 * of their own. Closing it sends what waits, within seconds, whatever the collector does.
 */
public final class CollectedTracing implements FactListener, AutoCloseable {

    private final OtlpTraces way;
    private final Tracing tracing;

    private CollectedTracing(OtlpTraces way, Tracing tracing) {
        this.way = way;
        this.tracing = tracing;
    }

    /**
     * Opens the way; the collector is called when there is a span.
     *
     * @param egress closed with it
     * @param storage where turns are looked up that began on another node
     */
    public static CollectedTracing to(
            OtlpConfig collector, EgressClient egress, Storage storage, TraceConfig config) {
        TurnIds ids = TurnIds.create();
        OtlpTraces way =
                OtlpTraces.open(
                        collector, ids, egress, config.content() ? Room.FOR_LARGE : Room.FOR_SMALL);
        return new CollectedTracing(way, Tracing.through(way.provider(), ids, storage, config));
    }

    @Override
    public void committed(Envelope fact) {
        tracing.committed(fact);
    }

    @Override
    public void close() {
        try (way) {
            tracing.close();
        }
    }
}
