package dev.perdure.contract.model;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.tool.ToolCallId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The grammar of {@link ModelChunk} as a checker of one stream, chunk by chunk. A chunk that does
 * not fit is an {@link AssertionError} that names it and the chunks before it.
 */
public final class ChunkGrammar {

    private enum Place {
        BEFORE_THE_START,
        IN_THE_ANSWER,
        AFTER_THE_USAGE,
        AFTER_THE_END
    }

    private final List<ModelChunk> accepted = new ArrayList<>();
    private final Set<ToolCallId> calls = new HashSet<>();
    private final Map<ToolCallId, String> openCalls = new HashMap<>();
    private Place place = Place.BEFORE_THE_START;

    /** Reads a stream to its end, checking every chunk, and answers the chunks. */
    public static List<ModelChunk> readToEnd(ModelStream stream) throws InterruptedException {
        ChunkGrammar grammar = new ChunkGrammar();
        while (!grammar.hasEnded()) {
            grammar.accept(stream.next());
        }
        return List.copyOf(grammar.accepted);
    }

    /** Checks the next chunk of the stream. */
    public void accept(ModelChunk chunk) {
        switch (chunk) {
            case ModelChunk.Started started -> {
                require(place == Place.BEFORE_THE_START, chunk, "an answer starts once");
                place = Place.IN_THE_ANSWER;
            }
            case ModelChunk.TextDelta text -> requireAnswer(chunk);
            case ModelChunk.ThinkingDelta thinking -> requireAnswer(chunk);
            case ModelChunk.OpaquePart opaque -> requireAnswer(chunk);
            case ModelChunk.ToolCallStarted call -> {
                requireAnswer(chunk);
                require(calls.add(call.id()), chunk, "the ids of calls are unique");
                openCalls.put(call.id(), call.name());
            }
            case ModelChunk.ToolArgumentsDelta delta -> {
                requireAnswer(chunk);
                require(openCalls.containsKey(delta.id()), chunk, "the call is not under way");
            }
            case ModelChunk.ToolCallReady ready -> {
                requireAnswer(chunk);
                String started = openCalls.remove(ready.call().id());
                require(started != null, chunk, "the call is not under way");
                require(ready.call().name().equals(started), chunk, "it started as " + started);
            }
            case ModelChunk.UsageReported usage -> {
                requireAnswer(chunk);
                place = Place.AFTER_THE_USAGE;
            }
            case ModelChunk.Finished finished -> {
                require(place != Place.BEFORE_THE_START, chunk, "the answer has not started");
                require(!hasEnded(), chunk, "the stream has ended");
                require(openCalls.isEmpty(), chunk, "calls are not ready: " + openCalls);
                place = Place.AFTER_THE_END;
            }
            case ModelChunk.Failed failed -> {
                require(!hasEnded(), chunk, "the stream has ended");
                place = Place.AFTER_THE_END;
            }
        }
        accepted.add(chunk);
    }

    /** Whether the last chunk was the end of the stream. */
    public boolean hasEnded() {
        return place == Place.AFTER_THE_END;
    }

    private void requireAnswer(ModelChunk chunk) {
        require(place == Place.IN_THE_ANSWER, chunk, "this place is " + place);
    }

    private void require(boolean condition, ModelChunk chunk, String why) {
        if (!condition) {
            throw new AssertionError(chunk + " does not fit, " + why + ". Before it: " + accepted);
        }
    }
}
