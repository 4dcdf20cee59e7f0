package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Spans, in the settings that OpenTelemetry has names for.
 *
 * @param endpoint of a collector that takes OTLP over HTTP; empty tells nobody anything
 * @param tracesEndpoint the same for traces alone, path included; counts more
 * @param headers sent to the collector, as name=value,name=value
 * @param exporter otlp or none
 * @param disabled true switches spans off, whatever else is set
 * @param serviceName how the node calls itself
 * @param resource what else describes it, as name=value,name=value
 * @param share of turns that are told, from 0 to 1
 * @param content true tells what was said, too
 */
record TelemetrySection(
        @JsonProperty("endpoint") String endpoint,
        @JsonProperty("tracesEndpoint") String tracesEndpoint,
        @JsonProperty("headers") String headers,
        @JsonProperty("exporter") String exporter,
        @JsonProperty("disabled") String disabled,
        @JsonProperty("serviceName") String serviceName,
        @JsonProperty("resource") String resource,
        @JsonProperty("share") double share,
        @JsonProperty("content") String content) {

    static final TelemetrySection DEFAULT =
            new TelemetrySection("", "", "", "otlp", "false", "perdure", "", 1, "false");

    TelemetrySection {
        endpoint = Objects.requireNonNullElse(endpoint, "").strip();
        tracesEndpoint = Objects.requireNonNullElse(tracesEndpoint, "").strip();
        headers = Objects.requireNonNullElse(headers, "");
        exporter = Objects.requireNonNullElse(exporter, "otlp").strip();
        disabled = Objects.requireNonNullElse(disabled, "").strip();
        serviceName = Objects.requireNonNullElse(serviceName, "perdure");
        resource = Objects.requireNonNullElse(resource, "");
        content = Objects.requireNonNullElse(content, "").strip();
    }

    boolean isOn() {
        return !address().isEmpty()
                && !exporter.equalsIgnoreCase("none")
                && !disabled.equalsIgnoreCase("true");
    }

    /** Where spans go; empty when nowhere. */
    String address() {
        if (!tracesEndpoint.isEmpty() || endpoint.isEmpty()) {
            return tracesEndpoint;
        }
        return endpoint.replaceAll("/+$", "") + "/v1/traces";
    }

    /** Several words say it, since instrumentations of other languages read the same variable. */
    boolean tellsContent() {
        return content.equalsIgnoreCase("true")
                || content.equalsIgnoreCase("span_only")
                || content.equalsIgnoreCase("span_and_event");
    }

    /** Without addresses and headers, which may hold keys. */
    @Override
    public String toString() {
        return "TelemetrySection[on=" + isOn() + ", content=" + tellsContent() + "]";
    }
}
