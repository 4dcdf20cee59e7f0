package dev.perdure.telemetry.otlp;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Lets in spans as long as there is room for them and counts those it turns away, which the
 * processor behind it would drop without a word.
 */
final class Entrance implements SpanProcessor {

    private final SpanProcessor behind;
    private final SaidOnce exporter;

    Entrance(SpanProcessor behind, SaidOnce exporter) {
        this.behind = behind;
        this.exporter = exporter;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && exporter.takes()) {
            behind.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode shutdown() {
        return behind.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return behind.forceFlush();
    }
}
