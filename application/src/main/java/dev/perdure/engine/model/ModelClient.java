package dev.perdure.engine.model;

import dev.perdure.model.ModelRef;
import java.util.List;

/**
 * A provider of models. One attempt is one request: no retries, no fallback, no storage in here.
 * Failures, those of the connection included, are chunks of the stream and classified by the next
 * move. Thread-safe.
 */
public interface ModelClient {

    /** Whether this client answers for {@code model}. */
    boolean serves(ModelRef model);

    /** The full name of a model this client answers for, where it goes by a shorter one, too. */
    default ModelRef named(ModelRef model) {
        return model;
    }

    /** The models worth listing; more may be served. */
    List<ModelRef> models();

    /** Whether a call of {@code model} costs nobody anything; a profile that names a price wins. */
    default boolean isFree(ModelRef model) {
        return false;
    }

    /**
     * Begins a call. Returns at once or blocks until the provider accepts; never throws its
     * failures.
     */
    ModelStream open(ModelRequest request) throws InterruptedException;
}
