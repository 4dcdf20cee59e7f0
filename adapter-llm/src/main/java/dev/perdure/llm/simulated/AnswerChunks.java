package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;

/**
 * An answer as the chunks of a stream, made up as they are read. A pause that is longer than the
 * caller allows fails the call as stalled, when that time is over.
 */
final class AnswerChunks implements Iterator<TimedChunk> {

    private final Pace pace;
    private final ModelTimeouts timeouts;
    private final Queue<Iterator<ModelChunk>> parts = new ArrayDeque<>();
    private int pieces;
    private boolean ended;

    AnswerChunks(ModelRequest request, Pace pace, Answer answer) {
        Pace own = answer.pace();
        this.pace = own == null ? pace : own;
        this.timeouts = request.timeouts();
        plan(request, answer);
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public TimedChunk next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        TimedChunk next = timed(nextOfParts());
        ended = next.isLast();
        return next;
    }

    private void plan(ModelRequest request, Answer answer) {
        ScriptedFault fault = answer.fault();
        if (fault == null) {
            add(new ModelChunk.Started(request.model().name()));
            parts.add(words(answer.thinking(), ModelChunk.ThinkingDelta::new, Integer.MAX_VALUE));
            parts.add(words(answer.text(), ModelChunk.TextDelta::new, Integer.MAX_VALUE));
            parts.add(CallChunks.of(answer.calls()).iterator());
            Usage prescribed = answer.usage();
            add(
                    new ModelChunk.UsageReported(
                            prescribed == null ? Tokens.estimated(request, answer) : prescribed));
            add(new ModelChunk.Finished(answer.finish()));
            return;
        }
        if (fault.afterWords() > 0) {
            add(new ModelChunk.Started(request.model().name()));
            parts.add(words(answer.text(), ModelChunk.TextDelta::new, fault.afterWords()));
        }
        add(new ModelChunk.Failed(fault.failure()));
    }

    private void add(ModelChunk chunk) {
        parts.add(List.of(chunk).iterator());
    }

    private ModelChunk nextOfParts() {
        Iterator<ModelChunk> part = parts.element();
        while (!part.hasNext()) {
            parts.remove();
            part = parts.element();
        }
        return part.next();
    }

    private TimedChunk timed(ModelChunk chunk) {
        boolean paced =
                switch (chunk) {
                    case ModelChunk.TextDelta ignored -> true;
                    case ModelChunk.ThinkingDelta ignored -> true;
                    case ModelChunk.ToolCallStarted ignored -> true;
                    case ModelChunk.Started ignored -> false;
                    case ModelChunk.OpaquePart ignored -> false;
                    case ModelChunk.ToolArgumentsDelta ignored -> false;
                    case ModelChunk.ToolCallReady ignored -> false;
                    case ModelChunk.UsageReported ignored -> false;
                    case ModelChunk.Finished ignored -> false;
                    case ModelChunk.Failed ignored -> false;
                };
        if (!paced) {
            return TimedChunk.now(chunk);
        }
        Duration pause = pace.before(pieces);
        Duration allowed = pieces > 0 ? timeouts.betweenChunks() : timeouts.firstChunk();
        pieces++;
        return pause.compareTo(allowed) > 0
                ? new TimedChunk(stalled(allowed), allowed)
                : new TimedChunk(chunk, pause);
    }

    private static ModelChunk stalled(Duration allowed) {
        return new ModelChunk.Failed(
                new ModelFailure(
                        FailureKind.STALLED,
                        new NextMove.BackOff(),
                        "The simulated model was silent for " + allowed.toMillis() + " ms."));
    }

    private static Iterator<ModelChunk> words(
            String text, Function<String, ModelChunk> chunk, int max) {
        Words words = new Words(text);
        return new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return read < max && words.hasNext();
            }

            @Override
            public ModelChunk next() {
                read++;
                return chunk.apply(words.next());
            }
        };
    }
}
