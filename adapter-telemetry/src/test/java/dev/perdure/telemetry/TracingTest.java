package dev.perdure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.engine.Engine;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelRef;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TracingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_program_sees_its_turns_through_its_own_provider() throws InterruptedException {
        KeptSpans kept = new KeptSpans();
        TurnIds ids = TurnIds.create();
        InMemoryStorage storage = InMemoryStorage.open();
        try (SdkTracerProvider provider = kept.provider(ids);
                Tracing tracing = Tracing.through(provider, ids, storage, TraceConfig.DEFAULT);
                Engine engine = Engine.on(new ObservedStorage(storage, tracing), new Greeter())) {
            engine.converse("You are a guide.").say("Hello!").text();

            Await.until(PATIENCE, "its spans", () -> kept.names().contains("invoke_agent Agent"));
            SpanData turn = kept.named("invoke_agent Agent");
            SpanData chat = kept.named("chat kind");
            assertThat(chat.getParentSpanId()).isEqualTo(turn.getSpanId());
            assertThat(chat.getAttributes().get(AttributeKey.stringKey("gen_ai.provider.name")))
                    .isEqualTo("greeter");
            assertThat(turn.getAttributes().get(AttributeKey.stringKey("gen_ai.agent.name")))
                    .isEqualTo("Agent");
        }
    }

    @Test
    @Timeout(120)
    void whoever_commits_does_not_wait_for_spans() {
        CountDownLatch end = new CountDownLatch(1);
        TurnIds ids = TurnIds.create();
        try (InMemoryStorage storage = InMemoryStorage.open();
                SdkTracerProvider stuck =
                        SdkTracerProvider.builder()
                                .setIdGenerator(ids)
                                .addSpanProcessor(new Stuck(end))
                                .build();
                Tracing tracing = Tracing.through(stuck, ids, storage, TraceConfig.DEFAULT)) {
            for (int n = 0; n < 2 * Tracing.QUEUE_MAX; n++) {
                TurnFacts facts = new TurnFacts();
                tracing.committed(facts.fact(facts.started()));
            }

            end.countDown();
        }
    }

    @Test
    @Timeout(120)
    void facts_that_wait_at_the_end_are_counted_as_lost() {
        CountDownLatch never = new CountDownLatch(1);
        TurnIds ids = TurnIds.create();
        try (InMemoryStorage storage = InMemoryStorage.open();
                SdkTracerProvider stuck =
                        SdkTracerProvider.builder()
                                .setIdGenerator(ids)
                                .addSpanProcessor(new Stuck(never))
                                .build()) {
            Tracing tracing = Tracing.through(stuck, ids, storage, TraceConfig.DEFAULT);
            for (int n = 0; n < 4; n++) {
                TurnFacts facts = new TurnFacts();
                tracing.committed(facts.fact(facts.received()));
                tracing.committed(facts.fact(facts.started()));
            }

            tracing.close();

            assertThat(tracing.factsLost()).as("all but the one under way").isEqualTo(3);
        }
    }

    @Test
    @Timeout(120)
    void a_turn_that_is_taken_over_in_mid_answer_is_one_trace() throws InterruptedException {
        KeptSpans kept = new KeptSpans();
        InMemoryStorage storage = InMemoryStorage.open();
        CountDownLatch asked = new CountDownLatch(1);
        TurnIds ids = TurnIds.create();
        try (SdkTracerProvider provider = kept.provider(ids);
                Tracing tracing = Tracing.through(provider, ids, storage, TraceConfig.DEFAULT)) {
            Engine first =
                    Engine.on(new ObservedStorage(storage, tracing), new Greeter(asked::countDown));
            first.converse("You are a guide.").say("Hello!");
            asked.await();
            first.close();
        }
        TurnIds others = TurnIds.create();
        InMemoryStorage node = storage.node();
        try (SdkTracerProvider provider = kept.provider(others);
                Tracing tracing = Tracing.through(provider, others, node, TraceConfig.DEFAULT);
                Engine heir = Engine.on(new ObservedStorage(node, tracing), new Greeter())) {
            Await.until(PATIENCE, "its spans", () -> kept.names().contains("invoke_agent Agent"));

            SpanData turn = kept.named("invoke_agent Agent");
            assertThat(heir.storage()).isNotNull();
            assertThat(kept.all()).extracting(SpanData::getTraceId).containsOnly(turn.getTraceId());
            assertThat(kept.all().stream().filter(span -> !span.equals(turn)))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(span -> span.getParentSpanId().equals(turn.getSpanId()))
                    .extracting(SpanData::getSpanId)
                    .doesNotHaveDuplicates();
        }
    }

    /** A model that always says the same, or never answers. */
    private static final class Greeter implements ModelClient {

        private final @Nullable Runnable asked;

        Greeter() {
            this(null);
        }

        /** One that says that it was asked and is silent then. */
        Greeter(@Nullable Runnable asked) {
            this.asked = asked;
        }

        @Override
        public boolean serves(ModelRef model) {
            return true;
        }

        @Override
        public List<ModelRef> models() {
            return List.of(new ModelRef("greeter/kind"));
        }

        @Override
        public ModelStream open(ModelRequest request) {
            Iterator<ModelChunk> chunks =
                    List.<ModelChunk>of(
                                    new ModelChunk.Started("kind"),
                                    new ModelChunk.TextDelta("Hello."),
                                    new ModelChunk.Finished(FinishReason.STOP))
                            .iterator();
            return new ModelStream() {
                @Override
                public ModelChunk next() throws InterruptedException {
                    if (asked != null) {
                        asked.run();
                        new CountDownLatch(1).await();
                    }
                    return chunks.next();
                }

                @Override
                public void cancel() {}

                @Override
                public void close() {}
            };
        }
    }

    /** A processor that holds whoever starts a span. */
    private record Stuck(CountDownLatch end) implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
            return false;
        }
    }
}
