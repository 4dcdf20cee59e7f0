package dev.perdure.contract.model;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.model.ModelRef;
import java.time.Duration;

/**
 * A model client and requests that make it behave in the ways the suite is about. The requests have
 * timeouts longer than {@link #patience}.
 */
public interface ModelFixture extends AutoCloseable {

    ModelClient client();

    /** Is answered with text. */
    ModelRequest answered();

    /** Is answered with two tool calls or more. */
    ModelRequest callingTools();

    /** Fails, sooner or later, and not by a timeout. */
    ModelRequest failing();

    /** Is met with silence for far longer than any test waits, at once or after some chunks. */
    ModelRequest silent();

    /** A model that the client does not serve. */
    ModelRef unserved();

    /** How long the suite waits for what must happen. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    /** Ends what the client runs by itself. */
    @Override
    void close();
}
