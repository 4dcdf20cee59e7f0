package dev.perdure.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.inmemory.InMemoryStorage;
import io.dropwizard.core.setup.Bootstrap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {

    private static final String SECRET = "marker-of-a-secret";

    @Test
    void without_a_collector_nobody_is_told() {
        TelemetrySection section = section(Map.of());

        assertThat(section.isOn()).isFalse();
        assertThat(listens(section)).isFalse();
        assertThat(section).isEqualTo(TelemetrySection.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4318, '', http://localhost:4318/v1/traces",
        "http://localhost:4318/, '', http://localhost:4318/v1/traces",
        "https://collector.example/otlp, '', https://collector.example/otlp/v1/traces",
        "'', http://localhost:4318/own, http://localhost:4318/own",
        "http://localhost:4318, http://localhost:4319/own, http://localhost:4319/own",
    })
    void a_collector_is_named_as_everywhere(String endpoint, String traces, String address) {
        TelemetrySection section =
                section(
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                endpoint,
                                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                                traces));

        assertThat(section.isOn()).isTrue();
        assertThat(section.address()).isEqualTo(address);
        assertThat(listens(section)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"OTEL_TRACES_EXPORTER, none", "OTEL_SDK_DISABLED, true"})
    void spans_are_switched_off_as_everywhere(String variable, String value) {
        assertThat(listens(section(with(variable, value)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "span_only, true", "false, false", "NO_CONTENT, false", "yes, false"})
    void what_was_said_is_told_by_these_words_alone(String word, boolean told) {
        String variable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

        assertThat(section(with(variable, word)).tellsContent()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT, marker-of-a-secret",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://user:marker-of-a-secret@localhost:4318",
        "OTEL_EXPORTER_OTLP_HEADERS, marker-of-a-secret",
        "OTEL_EXPORTER_OTLP_HEADERS, key=marker-of-a-secret%zz",
        "OTEL_EXPORTER_OTLP_HEADERS, x-key=marker-of-a-secret%0Ab",
        "OTEL_EXPORTER_OTLP_HEADERS, x key=marker-of-a-secret",
        "OTEL_EXPORTER_OTLP_HEADERS, Host=marker-of-a-secret",
        "OTEL_TRACES_EXPORTER, marker-of-a-secret",
        "OTEL_TRACES_SAMPLER_ARG, 2",
    })
    void what_is_not_usable_refuses_the_start_and_is_not_repeated(String variable, String value) {
        TelemetrySection section = section(with(variable, value));

        assertThatThrownBy(() -> Traces.of(section, List.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith(variable)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-key=" + SECRET, "a=b, x-key=" + SECRET + ",c=%20d"})
    void headers_are_said_nowhere(String headers) {
        TelemetrySection section = section(with("OTEL_EXPORTER_OTLP_HEADERS", headers));

        assertThat(section.toString() + Traces.of(section, List.of()).description())
                .doesNotContain(SECRET)
                .contains("http://localhost:4318/v1/traces, without what was said");
    }

    private static boolean listens(TelemetrySection section) {
        try (InMemoryStorage storage = InMemoryStorage.open();
                Traces traces = Traces.of(section, List.of())) {
            return !traces.listeners(storage).isEmpty();
        }
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318");
        environment.put(variable, value);
        return environment;
    }

    private static TelemetrySection section(Map<String, String> environment) {
        return ConfigurationReader.read(new Bootstrap<>(new PerdureApplication()), "", environment)
                .telemetry();
    }
}
