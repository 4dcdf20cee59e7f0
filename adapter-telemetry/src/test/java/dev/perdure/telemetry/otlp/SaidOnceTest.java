package dev.perdure.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidOnceTest {

    private static final int ROOM = 2;

    private final List<String> said = new ArrayList<>();
    private final Switched collector = new Switched();
    private final SaidOnce once = new SaidOnce(collector, "collector.example", ROOM, said::add);

    @Test
    void a_collector_that_takes_nothing_is_said_once_and_so_is_that_it_does_again() {
        try (SdkTracerProvider provider = through(SimpleSpanProcessor.create(once))) {
            spans(provider, 1);
            collector.takes = false;
            spans(provider, 3);
            assertThat(said)
                    .containsExactly(
                            "The collector at collector.example takes no spans; they are lost.");

            collector.takes = true;
            spans(provider, 3);
        }

        assertThat(said)
                .hasSize(2)
                .last()
                .isEqualTo("The collector at collector.example takes spans again; 3 were lost.");
    }

    @Test
    void spans_that_find_no_room_are_said_once_and_counted() {
        try (SdkTracerProvider provider = through(SpanProcessor.composite())) {
            spans(provider, ROOM);
            assertThat(said).isEmpty();
            spans(provider, 3);
        }
        assertThat(said)
                .containsExactly(
                        "The collector at collector.example is slower than spans are made;"
                                + " some are lost.");

        once.export(List.of());
        assertThat(said).as("there was a loss since the last batch").hasSize(1);
        once.export(List.of());
        assertThat(said)
                .hasSize(2)
                .last()
                .isEqualTo("The collector at collector.example takes spans again; 3 were lost.");
    }

    private SdkTracerProvider through(SpanProcessor behind) {
        return SdkTracerProvider.builder().addSpanProcessor(new Entrance(behind, once)).build();
    }

    private static void spans(SdkTracerProvider provider, int count) {
        for (int n = 0; n < count; n++) {
            provider.get("test").spanBuilder("one").startSpan().end();
        }
    }

    /** A collector that takes spans or does not. */
    private static final class Switched implements SpanExporter {

        private boolean takes = true;

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return takes ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
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
}
