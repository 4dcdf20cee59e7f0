package dev.perdure.service;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.store.Storage;
import dev.perdure.llm.drivers.ProviderType;
import dev.perdure.telemetry.CollectedTracing;
import dev.perdure.telemetry.FactListener;
import dev.perdure.telemetry.TraceConfig;
import dev.perdure.telemetry.otlp.OtlpConfig;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of this node on their way to a collector, if there is one. */
final class Traces implements AutoCloseable {

    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

    private final @Nullable OtlpConfig config;
    private final TraceConfig told;
    private volatile @Nullable CollectedTracing open;

    private Traces(@Nullable OtlpConfig config, TraceConfig told) {
        this.config = config;
        this.told = told;
    }

    /**
     * Reads what the section says and calls nobody.
     *
     * @param providers whose models may be told of
     */
    static Traces of(TelemetrySection section, List<ConfiguredProvider> providers) {
        Map<String, String> names = new LinkedHashMap<>();
        for (ProviderType type : ProviderType.values()) {
            name(names, type.id(), type);
        }
        providers.forEach(each -> name(names, each.name(), each.type()));
        return new Traces(
                section.isOn() ? config(section) : null,
                new TraceConfig(section.tellsContent(), names));
    }

    /** Those who make spans of what a storage commits; nobody when there is no collector. */
    List<FactListener> listeners(Storage storage) {
        OtlpConfig collector = config;
        if (collector == null) {
            return List.of();
        }
        CollectedTracing tracing =
                CollectedTracing.to(
                        collector, EgressClient.create(EgressConfig.DEFAULT), storage, told);
        open = tracing;
        return List.of(tracing);
    }

    /** What OpenTelemetry's conventions call the provider behind an account of this type. */
    private static void name(Map<String, String> names, String account, ProviderType type) {
        String name =
                switch (type) {
                    case OPENAI -> "openai";
                    case AZURE_OPENAI -> "azure.ai.openai";
                    case ANTHROPIC -> "anthropic";
                    case GEMINI -> "gcp.gemini";
                    case OPENAI_COMPATIBLE -> account;
                };
        names.put(account, name);
    }

    String description() {
        OtlpConfig collector = config;
        return collector == null
                ? "none; set OTEL_EXPORTER_OTLP_ENDPOINT to a collector's address"
                : "to "
                        + collector.traces()
                        + (told.content() ? ", with what was said" : ", without what was said");
    }

    private static OtlpConfig config(TelemetrySection section) {
        if (!section.exporter().equalsIgnoreCase("otlp")) {
            throw new StartRefused(
                    "OTEL_TRACES_EXPORTER is neither otlp nor none: there is no other exporter.");
        }
        if (!(section.share() >= 0 && section.share() <= 1)) {
            throw new StartRefused("OTEL_TRACES_SAMPLER_ARG must be from 0 to 1.");
        }
        Map<String, String> resource = pairs("OTEL_RESOURCE_ATTRIBUTES", section.resource());
        resource.putIfAbsent("service.name", section.serviceName());
        resource.putIfAbsent("service.version", Version.current());
        Destination address = address(section);
        Map<String, String> headers = pairs(HEADERS, section.headers());
        try {
            return new OtlpConfig(address, headers, resource, section.share());
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(HEADERS + " is not usable. " + unusable.getMessage());
        }
    }

    /** The address is not repeated: whoever mistook its place may have put a key there. */
    private static Destination address(TelemetrySection section) {
        try {
            return Destination.of(section.address());
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    "OTEL_EXPORTER_OTLP_ENDPOINT is not usable. "
                            + unusable.getMessage()
                            + " It should be like http://localhost:4318.");
        }
    }

    /** What is wrong is not repeated, since keys are given so. */
    private static Map<String, String> pairs(String variable, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isBlank()) {
                if (equals < 1) {
                    throw badPairs(variable);
                }
                pairs.put(
                        pair.substring(0, equals).strip(),
                        decoded(variable, pair.substring(equals + 1).strip()));
            }
        }
        return pairs;
    }

    private static String decoded(String variable, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw badPairs(variable);
        }
    }

    private static StartRefused badPairs(String variable) {
        return new StartRefused(
                variable + " is not like name=value,name=value, with % before what is escaped.");
    }

    @Override
    public void close() {
        CollectedTracing opened = open;
        if (opened != null) {
            opened.close();
        }
    }
}
