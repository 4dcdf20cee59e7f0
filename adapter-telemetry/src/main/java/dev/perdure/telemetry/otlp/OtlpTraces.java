package dev.perdure.telemetry.otlp;

import dev.perdure.egress.EgressClient;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tracer provider whose spans go to a collector, in batches. As many spans wait as there is
 * {@link Room}; a collector that is slow or gone costs those that find none, and nobody waits for
 * it. Registers nothing globally. Closing it sends what waits, for at most {@value
 * #CLOSE_SECONDS_MAX} seconds, and gives what is then still under way one more to fail.
 */
public final class OtlpTraces implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OtlpTraces.class);
    private static final Duration CALL_MAX = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int CLOSE_SECONDS_MAX = 3;

    private final EgressClient egress;
    private final SdkTracerProvider provider;

    private OtlpTraces(EgressClient egress, SdkTracerProvider provider) {
        this.egress = egress;
        this.provider = provider;
    }

    /**
     * Opens the way to a collector; nobody is called before there is a span.
     *
     * @param egress closed with it
     */
    public static OtlpTraces open(
            OtlpConfig config, IdGenerator ids, EgressClient egress, Room room) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(config.traces().uri().toString())
                        .setTimeout(CALL_MAX)
                        .setRetryPolicy(null)
                        .setMeterProvider(MeterProvider.noop())
                        .setComponentLoader(through(egress));
        config.headers().forEach(exporter::addHeader);
        SaidOnce way =
                new SaidOnce(exporter.build(), config.traces().host(), room.queue(), LOG::warn);
        BatchSpanProcessor batches =
                BatchSpanProcessor.builder(way)
                        .setMaxQueueSize(room.queue())
                        .setMaxExportBatchSize(room.batch())
                        .setScheduleDelay(PAUSE)
                        .setExporterTimeout(CALL_MAX)
                        .setMeterProvider(MeterProvider.noop())
                        .build();
        AttributesBuilder resource = Attributes.builder();
        config.resource().forEach(resource::put);
        return new OtlpTraces(
                egress,
                SdkTracerProvider.builder()
                        .setIdGenerator(ids)
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.share())))
                        .setResource(Resource.getDefault().merge(Resource.create(resource.build())))
                        .addSpanProcessor(new Entrance(batches, way))
                        .build());
    }

    public TracerProvider provider() {
        return provider;
    }

    /** The exporter asks its class path for an HTTP client; it is given this one instead. */
    private static ComponentLoader through(EgressClient egress) {
        HttpSenderProvider sender = config -> new EgressSender(egress, config);
        return new ComponentLoader() {
            @Override
            public <T> Iterable<T> load(Class<T> type) {
                return type == HttpSenderProvider.class ? List.of(type.cast(sender)) : List.of();
            }
        };
    }

    @Override
    public void close() {
        CompletableResultCode over = provider.shutdown().join(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        egress.close();
        // What was still under way has failed by now, and is over in no time.
        over.join(1, TimeUnit.SECONDS);
    }
}
