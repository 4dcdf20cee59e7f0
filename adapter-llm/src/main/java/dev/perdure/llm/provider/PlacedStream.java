package dev.perdure.llm.provider;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;

/** A call that leaves its place when it is closed. */
final class PlacedStream implements ModelStream {

    private final ModelStream stream;
    private final Places.Place place;

    PlacedStream(ModelStream stream, Places.Place place) {
        this.stream = stream;
        this.place = place;
    }

    @Override
    public ModelChunk next() throws InterruptedException {
        return stream.next();
    }

    @Override
    public void cancel() {
        stream.cancel();
    }

    @Override
    public void close() {
        try {
            stream.close();
        } finally {
            place.leave();
        }
    }
}
