package dev.perdure.engine.rig;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.ModelRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A model that plays one script for each call, in order; once there is none left, it answers by
 * habit, which is to echo the last message unless told otherwise.
 */
public final class ScriptedModel implements ModelClient {

    public static final ModelRef NAME = new ModelRef("scripted");

    /** Plays the same scripts under another name. */
    public static final ModelRef OTHER = new ModelRef("scripted-other");

    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Function<ModelRequest, Script> habit;

    public ScriptedModel(Script... first) {
        this(request -> Script.answer(echo(lastSaid(request))));
        scripts.addAll(List.of(first));
    }

    /** A model that decides by what it is shown. */
    public ScriptedModel(Function<ModelRequest, Script> habit) {
        this.habit = habit;
    }

    public void next(Script script) {
        scripts.add(script);
    }

    /** The requests so far, in order. */
    public List<ModelRequest> requests() {
        return List.copyOf(requests);
    }

    /** The calls that were opened and not closed. */
    public int openCalls() {
        return open.get();
    }

    public static String echo(String text) {
        return "You said: " + text;
    }

    @Override
    public boolean serves(ModelRef model) {
        return model.equals(NAME) || model.equals(OTHER);
    }

    @Override
    public List<ModelRef> models() {
        return List.of(NAME);
    }

    @Override
    public ModelStream open(ModelRequest request) {
        requests.add(request);
        Script script = scripts.poll();
        open.incrementAndGet();
        return new Playing(script == null ? habit.apply(request) : script);
    }

    public static String lastSaid(ModelRequest request) {
        return request.transcript().reversed().stream()
                .filter(TranscriptItem.Said.class::isInstance)
                .map(said -> ((TranscriptItem.Said) said).message().text())
                .findFirst()
                .orElse("nothing");
    }

    /** One call; a script without an end ends in nothing, which no driver may do. */
    private final class Playing implements ModelStream {

        private final Deque<Script.Line> lines;
        private boolean closed;

        Playing(Script script) {
            this.lines = new ArrayDeque<>(script.lines);
        }

        @Override
        @SuppressWarnings("NullAway")
        public ModelChunk next() throws InterruptedException {
            ModelChunk chunk = Script.NOTHING;
            while (Script.NOTHING.equals(chunk)) {
                Script.Line line = lines.poll();
                chunk = line == null ? null : line.play();
            }
            return chunk;
        }

        @Override
        public void cancel() {
            close();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
