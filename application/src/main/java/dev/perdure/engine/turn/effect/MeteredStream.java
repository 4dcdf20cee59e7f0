package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.Usage;
import org.jspecify.annotations.Nullable;

/** A call that says with its usage what it cost, and remembers it. Read by one thread. */
final class MeteredStream implements ModelStream {

    private final ModelStream stream;
    private final @Nullable ModelPrice price;
    private Usage usage = Usage.NONE;
    private boolean heard;
    private boolean asked = true;

    /**
     * @param price absent where nobody knows it
     */
    MeteredStream(ModelStream stream, @Nullable ModelPrice price) {
        this.stream = stream;
        this.price = price;
    }

    /** As reported so far. */
    Usage usage() {
        return usage;
    }

    /** Whether anything of an answer was heard. */
    boolean heard() {
        return heard;
    }

    /** Whether the provider may have got the request. */
    boolean asked() {
        return asked;
    }

    @Override
    public ModelChunk next() throws InterruptedException {
        ModelChunk chunk = stream.next();
        if (chunk instanceof ModelChunk.Failed failed) {
            asked = failed.asked();
        } else {
            heard = true;
        }
        if (chunk instanceof ModelChunk.UsageReported reported) {
            usage = reported.usage().at(price);
            return new ModelChunk.UsageReported(usage);
        }
        return chunk;
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
