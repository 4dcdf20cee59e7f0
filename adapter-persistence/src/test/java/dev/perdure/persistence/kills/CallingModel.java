package dev.perdure.persistence.kills;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A model that calls the tools that the last message names, and says so when they have answered.
 * Takes its time between two pieces.
 */
final class CallingModel implements ModelClient {

    static final ModelRef NAME = new ModelRef("calling");

    private static final int PAUSE_MILLIS = 100;

    /** What makes it call these tools, all at once. */
    static String message(long number, Hold hold, String... tools) {
        return number + " " + hold.word() + " " + String.join(" ", tools);
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
    public ModelStream open(ModelRequest request) {
        TranscriptItem last = request.transcript().getLast();
        List<ModelChunk> chunks = new ArrayList<>();
        chunks.add(new ModelChunk.Started(NAME.name()));
        if (last instanceof TranscriptItem.Said said) {
            String[] words = said.message().text().split(" ", -1);
            chunks.add(new ModelChunk.TextDelta("Let me "));
            chunks.add(new ModelChunk.TextDelta("count."));
            for (int word = 2; word < words.length; word++) {
                chunks.addAll(call(words[word], words[1]));
            }
            chunks.add(new ModelChunk.Finished(FinishReason.TOOL_CALLS));
        } else {
            chunks.add(new ModelChunk.TextDelta("It was "));
            chunks.add(new ModelChunk.TextDelta("counted."));
            chunks.add(new ModelChunk.Finished(FinishReason.STOP));
        }
        return new Answer(chunks);
    }

    private static List<ModelChunk> call(String tool, String hold) {
        JsonText arguments = JsonText.of(JsonObject.of(Map.of("hold", new JsonString(hold))));
        ToolCall call = new ToolCall(new ToolCallId(tool), tool, arguments);
        return List.of(
                new ModelChunk.ToolCallStarted(call.id(), tool),
                new ModelChunk.ToolArgumentsDelta(call.id(), arguments.text()),
                new ModelChunk.ToolCallReady(call));
    }

    private static final class Answer implements ModelStream {

        private final Deque<ModelChunk> chunks;
        private final CountDownLatch stopped = new CountDownLatch(1);

        Answer(List<ModelChunk> chunks) {
            this.chunks = new ArrayDeque<>(chunks);
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            if (stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("The call was cancelled.");
            }
            return chunks.removeFirst();
        }

        @Override
        public void cancel() {
            stopped.countDown();
        }

        @Override
        public void close() {
            stopped.countDown();
        }
    }
}
