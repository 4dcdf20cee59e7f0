package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelChunk;
import java.time.Duration;

/**
 * A chunk and when it is due.
 *
 * @param delay from the chunk before it, or from the start of the call
 */
record TimedChunk(ModelChunk chunk, Duration delay) {

    static TimedChunk now(ModelChunk chunk) {
        return new TimedChunk(chunk, Duration.ZERO);
    }

    boolean isLast() {
        return chunk instanceof ModelChunk.Finished || chunk instanceof ModelChunk.Failed;
    }
}
