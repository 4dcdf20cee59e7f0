package dev.perdure.contract.crash;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.ModelRef;
import java.util.List;

/** A model behind watched doors. */
record WatchedModel(ModelClient model, Watcher watcher) implements ModelClient {

    @Override
    public boolean serves(ModelRef named) {
        return model.serves(named);
    }

    @Override
    public List<ModelRef> models() {
        return model.models();
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        ModelStream stream =
                watcher.<ModelStream, InterruptedException>pass(
                        Door.MODEL_OPEN, () -> model.open(request));
        return new WatchedStream(stream, watcher);
    }

    private record WatchedStream(ModelStream stream, Watcher watcher) implements ModelStream {

        @Override
        public ModelChunk next() throws InterruptedException {
            return watcher.<ModelChunk, InterruptedException>pass(Door.MODEL_NEXT, stream::next);
        }

        @Override
        public void cancel() {
            stream.cancel();
        }

        @Override
        public void close() {
            watcher.<Boolean, RuntimeException>pass(
                    Door.MODEL_CLOSE,
                    () -> {
                        stream.close();
                        return true;
                    });
        }
    }
}
