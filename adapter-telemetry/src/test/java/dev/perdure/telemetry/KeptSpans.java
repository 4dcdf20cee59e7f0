package dev.perdure.telemetry;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.store.AgentStore;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Spans that ended, as an exporter gets them. */
final class KeptSpans implements SpanExporter {

    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    /** A provider whose spans are kept here. */
    SdkTracerProvider provider(TurnIds ids) {
        return provider(ids, Sampler.alwaysOn());
    }

    /** A provider of which those spans are kept that a sampler takes. */
    SdkTracerProvider provider(TurnIds ids, Sampler sampler) {
        return SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(this))
                .build();
    }

    /** Spans as a node makes them that reads this log. */
    TurnSpans node(EventReader log, AgentStore agents, boolean content, Sampler sampler) {
        TurnIds ids = TurnIds.create();
        TraceConfig config = new TraceConfig(content, Map.of("claude", "anthropic"));
        Tracer tracer = provider(ids, sampler).get("test");
        return new TurnSpans(
                new SpanMaker(tracer, ids, new AgentNames(agents), config), log, content);
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
