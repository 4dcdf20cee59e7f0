package dev.perdure.llm.provider;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.model.FinishReason;
import java.util.ArrayList;
import java.util.List;

/** The chunks of one answer as they become known: it starts once, ends once, and is silent then. */
public final class Chunks {

    private final String model;
    private final List<ModelChunk> waiting = new ArrayList<>();
    private boolean started;
    private boolean over;

    /**
     * @param model as asked for; what answers is told by the server, if at all
     */
    Chunks(String model) {
        this.model = model;
    }

    /**
     * The answer begins, unless it has.
     *
     * @param answering the model that answers; empty when the server does not say
     */
    public void started(String answering) {
        if (!started) {
            started = true;
            add(new ModelChunk.Started(answering.isEmpty() ? model : answering));
        }
    }

    /** A piece of text; an empty one is none. */
    public void text(String piece) {
        if (!piece.isEmpty()) {
            add(new ModelChunk.TextDelta(piece));
        }
    }

    /** A piece of reasoning that is shown; an empty one is none. */
    public void thinking(String piece) {
        if (!piece.isEmpty()) {
            add(new ModelChunk.ThinkingDelta(piece));
        }
    }

    public void add(ModelChunk chunk) {
        if (!over) {
            waiting.add(chunk);
        }
    }

    public void finished(FinishReason reason) {
        add(new ModelChunk.Finished(reason));
        over = true;
    }

    public void fail(ModelChunk.Failed failed) {
        add(failed);
        over = true;
    }

    boolean hasStarted() {
        return started;
    }

    boolean isOver() {
        return over;
    }

    /** What became known since this was asked last. */
    List<ModelChunk> taken() {
        List<ModelChunk> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
