package dev.perdure.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.telemetry.otlp.Collector.Received;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OtlpTracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of what an exporter may say of a collector that is gone, however many spans are lost. */
    private static final int LINES_MAX = 10;

    @Test
    void spans_reach_a_collector_with_who_tells_and_the_key_it_asks_for() {
        try (Collector collector = Collector.answering(200);
                OtlpTraces traces = open(collector.address(), 1)) {
            Tracer tracer = traces.provider().get("test");
            Span parent = tracer.spanBuilder("above").startSpan();
            tracer.spanBuilder("below")
                    .setParent(Context.root().with(parent))
                    .setAttribute("colour", "blue")
                    .startSpan()
                    .end();
            parent.end();

            Await.until(PATIENCE, "two spans", () -> collector.spans().size() == 2);
            Received below = named(collector, "below");
            Received above = named(collector, "above");
            assertThat(below.parent()).isEqualTo(above.id());
            assertThat(below.trace()).isEqualTo(above.trace()).hasSize(32);
            assertThat(above.parent()).isEmpty();
            assertThat(below.attributes()).containsEntry("colour", "blue");
            assertThat(below.service()).isEqualTo("tested");
            assertThat(collector.keys()).containsOnly("let-me-in");
        }
    }

    @Test
    void what_waits_is_sent_when_it_is_closed() {
        try (Collector collector = Collector.answering(200)) {
            try (OtlpTraces traces = open(collector.address(), 1)) {
                traces.provider().get("test").spanBuilder("last").startSpan().end();
            }

            Await.until(PATIENCE, "the last span", () -> collector.spans().size() == 1);
        }
    }

    @Test
    void of_turns_outside_of_the_share_nothing_is_told() {
        try (Collector collector = Collector.answering(200)) {
            try (OtlpTraces traces = open(collector.address(), 0)) {
                traces.provider().get("test").spanBuilder("none").startSpan().end();
            }

            assertThat(collector.spans()).isEmpty();
        }
    }

    /** It accepts the connection and never answers. */
    @Test
    @Timeout(120)
    void a_collector_that_says_nothing_costs_its_spans_and_nobody_waits() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Said said = new Said()) {
            Destination nobody =
                    Destination.of("http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces");
            try (OtlpTraces traces = open(nobody, 1)) {
                flood(traces);
            }

            assertThat(said.lines)
                    .filteredOn(line -> line.startsWith("Failed"))
                    .hasSizeLessThan(LINES_MAX);
        }
    }

    @Test
    @Timeout(120)
    void a_collector_that_refuses_costs_its_spans_and_few_lines() {
        try (Collector refusing = Collector.answering(503);
                Said said = new Said()) {
            try (OtlpTraces traces = open(refusing.address(), 1)) {
                flood(traces);
                Await.until(PATIENCE, "it was asked", () -> !refusing.keys().isEmpty());
            }

            assertThat(said.lines)
                    .noneMatch(line -> line.contains("let-me-in"))
                    .filteredOn(line -> line.startsWith("Failed"))
                    .hasSizeLessThan(LINES_MAX);
        }
    }

    private static void flood(OtlpTraces traces) {
        Tracer tracer = traces.provider().get("test");
        for (int n = 0; n < 10 * Room.FOR_SMALL.queue(); n++) {
            tracer.spanBuilder("many").startSpan().end();
        }
    }

    private static OtlpTraces open(Destination address, double share) {
        return OtlpTraces.open(
                new OtlpConfig(
                        address,
                        Map.of("x-key", "let-me-in"),
                        Map.of("service.name", "tested"),
                        share),
                IdGenerator.random(),
                EgressClient.create(EgressConfig.DEFAULT),
                Room.FOR_SMALL);
    }

    private static Received named(Collector collector, String name) {
        return collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What the exporter logs. */
    private static final class Said extends Handler implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Logger logger = Logger.getLogger("io.opentelemetry");

        Said() {
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }
}
