package dev.perdure.benchmarks;

import dev.perdure.benchmarks.ModelStreams.Listener;
import java.io.IOException;

/** A way to listen to a model. */
interface StreamingClient extends AutoCloseable {

    /** Asks the model, and tells the listener of each word from then on. */
    Stream open(Listener listener) throws IOException, InterruptedException;

    @Override
    void close();

    /** One that is being listened to. */
    @FunctionalInterface
    interface Stream {

        /** Returns once nobody listens any more. */
        void close() throws IOException, InterruptedException;
    }
}
