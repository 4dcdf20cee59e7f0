package dev.perdure.telemetry.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when a collector stops taking spans and when it takes them again, and nothing between. */
final class SaidOnce implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(SaidOnce.class);

    private final SpanExporter exporter;
    private final String collector;
    private final AtomicBoolean failing = new AtomicBoolean();

    SaidOnce(SpanExporter exporter, String collector) {
        this.exporter = exporter;
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent = exporter.export(spans);
        return sent.whenComplete(() -> noted(sent.isSuccess()));
    }

    private void noted(boolean success) {
        if (failing.getAndSet(!success) == success) {
            if (success) {
                LOG.info("The collector at {} takes spans again.", collector);
            } else {
                LOG.warn("The collector at {} takes no spans; they are lost.", collector);
            }
        }
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
