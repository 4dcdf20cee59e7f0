package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;

/** The whole configuration: one section for each part, nothing of its own. */
public final class PerdureConfiguration extends Configuration {

    @JsonProperty("http")
    private HttpConfig http = HttpConfig.DEFAULT;

    @JsonProperty("database")
    private DatabaseConfig database = DatabaseConfig.DEFAULT;

    @JsonProperty("engine")
    private EngineSection engine = EngineSection.DEFAULT;

    @JsonProperty("models")
    private ModelsSection models = ModelsSection.DEFAULT;

    @JsonProperty("egress")
    private EgressSection egress = EgressSection.DEFAULT;

    @JsonProperty("streams")
    private StreamsSection streams = StreamsSection.DEFAULT;

    @JsonProperty("telemetry")
    private TelemetrySection telemetry = TelemetrySection.DEFAULT;

    HttpConfig http() {
        return http;
    }

    DatabaseConfig database() {
        return database;
    }

    EngineSection engine() {
        return engine;
    }

    ModelsSection models() {
        return models;
    }

    EgressSection egress() {
        return egress;
    }

    StreamsSection streams() {
        return streams;
    }

    TelemetrySection telemetry() {
        return telemetry;
    }
}
