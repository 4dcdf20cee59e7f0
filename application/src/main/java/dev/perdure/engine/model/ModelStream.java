package dev.perdure.engine.model;

/** One model call under way. For one reading thread, except {@link #cancel} and {@link #close}. */
public interface ModelStream extends AutoCloseable {

    /**
     * The next chunk; blocks. After {@code Finished} or {@code Failed} it must not be called again.
     *
     * @throws InterruptedException when the thread was interrupted or the call cancelled
     */
    ModelChunk next() throws InterruptedException;

    /** Stops the call from any thread: the provider is told, the reader wakes. Idempotent. */
    void cancel();

    /** Cancels a call that has not ended. Idempotent. */
    @Override
    void close();
}
