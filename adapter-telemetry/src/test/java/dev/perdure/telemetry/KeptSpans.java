package dev.perdure.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Spans that ended, as an exporter gets them. */
final class KeptSpans implements SpanExporter {

    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    /** A provider whose spans are kept here. */
    SdkTracerProvider provider(TurnIds ids) {
        return SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .addSpanProcessor(SimpleSpanProcessor.create(this))
                .build();
    }

    List<SpanData> all() {
        return spans;
    }

    List<String> names() {
        return spans.stream().map(SpanData::getName).toList();
    }

    /** The only one of that name. */
    SpanData named(String name) {
        List<SpanData> found = spans.stream().filter(span -> span.getName().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans " + name + " among " + names());
        }
        return found.getFirst();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
        spans.addAll(ended);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
