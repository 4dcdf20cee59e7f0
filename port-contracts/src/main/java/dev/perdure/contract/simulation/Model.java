package dev.perdure.contract.simulation;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The models of one life: they talk, call tools, stall and fail, as chance has it. */
final class Model implements ModelClient {

    static final ModelRef NAME = new ModelRef("fickle");

    private static final Duration PACE = Duration.ofMillis(60);
    private static final Duration STALL = Duration.ofSeconds(4);
    private static final int ROUNDS_MAX = 3;
    private static final Usage USAGE = new Usage(7, 5, 0, 0);

    private final Carrier carrier;
    private final Chance chance;
    private final Life life;

    Model(Carrier carrier, Chance chance, Life life) {
        this.carrier = carrier;
        this.chance = chance;
        this.life = life;
    }

    @Override
    public boolean serves(ModelRef model) {
        return model.equals(NAME);
    }

    @Override
    public List<ModelRef> models() {
        return List.of(NAME);
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        carrier.sleep(life, chance.upTo(PACE));
        return new Answer(script(request));
    }

    private Deque<ModelChunk> script(ModelRequest request) {
        Deque<ModelChunk> chunks = new ArrayDeque<>();
        if (chance.in100(6)) {
            chunks.add(failure());
            return chunks;
        }
        chunks.add(new ModelChunk.Started(NAME.name()));
        for (int pieces = chance.below(6); pieces > 0; pieces--) {
            chunks.add(new ModelChunk.TextDelta("bla ".repeat(1 + chance.below(4))));
        }
        if (chance.in100(6)) {
            chunks.add(failure());
            return chunks;
        }
        int calls = rounds(request) < ROUNDS_MAX && chance.in100(60) ? 1 + chance.below(3) : 0;
        for (int call = 1; call <= calls; call++) {
            addCall(chunks, new ToolCallId("call" + call));
        }
        chunks.add(new ModelChunk.UsageReported(USAGE));
        chunks.add(
                new ModelChunk.Finished(calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP));
        return chunks;
    }

    private void addCall(Deque<ModelChunk> chunks, ToolCallId id) {
        String tool =
                chance.in100(12)
                        ? Tools.ASK
                        : chance.oneOf(List.of(Tools.LOOK, Tools.PAY, Tools.SEND));
        chunks.add(new ModelChunk.ToolCallStarted(id, tool));
        chunks.add(
                new ModelChunk.ToolCallReady(
                        new ToolCall(
                                id, tool, new JsonText("{\"n\":" + chance.below(1000) + "}"))));
    }

    private ModelChunk failure() {
        NextMove move =
                chance.oneOf(
                        List.of(
                                new NextMove.RetryNow(),
                                new NextMove.RetryAfter(chance.upTo(Duration.ofMillis(150))),
                                new NextMove.RetryAfter(chance.upTo(Duration.ofSeconds(3))),
                                new NextMove.BackOff(),
                                new NextMove.GiveUp()));
        return new ModelChunk.Failed(
                new ModelFailure(FailureKind.OVERLOADED, move, "Too much to do."));
    }

    /** How often the model has spoken since the user did. */
    private static int rounds(ModelRequest request) {
        int rounds = 0;
        for (TranscriptItem item : request.transcript()) {
            boolean called =
                    item instanceof TranscriptItem.Said said
                            && !said.message().toolCalls().isEmpty();
            boolean answer = item instanceof TranscriptItem.Answered;
            if (called) {
                rounds++;
            } else if (!answer) {
                rounds = 0;
            }
        }
        return rounds;
    }

    private final class Answer implements ModelStream {

        private final Deque<ModelChunk> chunks;
        private boolean cancelled;

        Answer(Deque<ModelChunk> chunks) {
            this.chunks = chunks;
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            carrier.sleep(life, chance.upTo(chance.in100(2) ? STALL : PACE));
            if (cancelled) {
                throw new InterruptedException();
            }
            return chunks.removeFirst();
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void close() {
            cancelled = true;
        }
    }
}
