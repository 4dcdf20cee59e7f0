package dev.perdure.llm.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.model.ChunkGrammar;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A whole answer, read without waiting for any of its chunks and held to their grammar. */
record Heard(List<TimedChunk> chunks) {

    static Heard from(SimulatedModels models, ModelRequest request) {
        List<TimedChunk> all = new ArrayList<>();
        ChunkGrammar grammar = new ChunkGrammar();
        Iterator<TimedChunk> chunks = models.chunks(request);
        while (chunks.hasNext()) {
            TimedChunk next = chunks.next();
            grammar.accept(next.chunk());
            all.add(next);
        }
        assertThat(grammar.hasEnded()).isTrue();
        return new Heard(all);
    }

    static Heard from(Conversations conversation) {
        return from(SimulatedModels.create(), conversation.request());
    }

    List<String> deltas() {
        return pieces(ModelChunk.TextDelta.class).stream().map(ModelChunk.TextDelta::text).toList();
    }

    String text() {
        return String.join("", deltas());
    }

    String thinking() {
        StringBuilder all = new StringBuilder();
        pieces(ModelChunk.ThinkingDelta.class).forEach(delta -> all.append(delta.text()));
        return all.toString();
    }

    int words() {
        return text().strip().split("\\s+").length;
    }

    List<ToolCall> calls() {
        return pieces(ModelChunk.ToolCallReady.class).stream()
                .map(ModelChunk.ToolCallReady::call)
                .toList();
    }

    Usage usage() {
        return pieces(ModelChunk.UsageReported.class).getFirst().usage();
    }

    FinishReason finish() {
        return ((ModelChunk.Finished) chunks.getLast().chunk()).reason();
    }

    ModelFailure failure() {
        return ((ModelChunk.Failed) chunks.getLast().chunk()).failure();
    }

    boolean failed() {
        return chunks.getLast().chunk() instanceof ModelChunk.Failed;
    }

    Duration duration() {
        return chunks.stream().map(TimedChunk::delay).reduce(Duration.ZERO, Duration::plus);
    }

    /** From the start of the call. */
    Duration firstDelta() {
        Duration elapsed = Duration.ZERO;
        for (TimedChunk chunk : chunks) {
            elapsed = elapsed.plus(chunk.delay());
            if (chunk.chunk() instanceof ModelChunk.TextDelta) {
                return elapsed;
            }
        }
        throw new AssertionError("no text in " + chunks);
    }

    <T extends ModelChunk> List<T> pieces(Class<T> type) {
        return chunks.stream()
                .map(TimedChunk::chunk)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
