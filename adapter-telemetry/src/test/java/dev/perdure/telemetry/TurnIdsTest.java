package dev.perdure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.telemetry.TurnIds.Ids;
import dev.perdure.turn.TurnId;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnIdsTest {

    private static final TurnId TURN = new TurnId(UUID.randomUUID());

    @Test
    void the_parts_of_a_turn_have_one_trace_and_spans_of_their_own() {
        Ids turn = Ids.of(TURN);
        Ids part = Ids.of(TURN, "chat 1 1");

        assertThat(part).isEqualTo(Ids.of(TURN, "chat 1 1"));
        assertThat(part.trace()).isEqualTo(turn.trace());
        assertThat(part.span()).isNotEqualTo(turn.span());
        assertThat(Ids.of(new TurnId(UUID.randomUUID())).trace()).isNotEqualTo(turn.trace());
    }

    @Test
    void other_spans_of_the_same_provider_keep_random_ids() {
        TurnIds ids = TurnIds.create();
        try (SdkTracerProvider provider = new KeptSpans().provider(ids)) {
            SpanContext ours =
                    ids.start(provider.get("test").spanBuilder("turn"), Ids.of(TURN))
                            .getSpanContext();
            SpanContext theirs =
                    provider.get("test").spanBuilder("theirs").startSpan().getSpanContext();

            assertThat(ours.getTraceId()).isEqualTo(Ids.of(TURN).trace());
            assertThat(ours.getSpanId()).isEqualTo(Ids.of(TURN).span());
            assertThat(theirs.isValid()).isTrue();
            assertThat(theirs.getTraceId()).isNotEqualTo(ours.getTraceId());
        }
    }

    /** The ids of turns are ordered by time, which a sampler would take for chance. */
    @Test
    void a_sampler_that_takes_half_takes_about_half_of_turns_in_a_row() {
        Sampler half = Sampler.traceIdRatioBased(0.5);
        long taken =
                IntStream.range(0, 2_000)
                        .mapToObj(n ->
                                new TurnId(
                                        new UUID(0x0199_0000_0000_7000L + n, Long.MIN_VALUE + n)))
                        .map(turn -> Ids.of(turn).trace())
                        .filter(trace -> isTaken(half, trace))
                        .count();

        assertThat(taken).isBetween(850L, 1_150L);
    }

    private static boolean isTaken(Sampler sampler, String trace) {
        return sampler.shouldSample(
                                Context.root(),
                                trace,
                                "turn",
                                SpanKind.INTERNAL,
                                Attributes.empty(),
                                List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }
}
