package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.ModelPrice;
import org.jspecify.annotations.Nullable;

/**
 * A call that says with its usage what it cost.
 *
 * @param price absent where nobody knows it
 */
record PricedStream(ModelStream stream, @Nullable ModelPrice price) implements ModelStream {

    @Override
    public ModelChunk next() throws InterruptedException {
        ModelChunk chunk = stream.next();
        return chunk instanceof ModelChunk.UsageReported reported
                ? new ModelChunk.UsageReported(reported.usage().at(price))
                : chunk;
    }

    @Override
    public void cancel() {
        stream.cancel();
    }

    @Override
    public void close() {
        stream.close();
    }
}
