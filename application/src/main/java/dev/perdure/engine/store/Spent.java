package dev.perdure.engine.store;

import dev.perdure.model.Usage;
import java.time.Instant;

/**
 * What calls of models came to, summed up.
 *
 * @param of the id of the session, agent or organisation, or the name of the model; empty where no
 *     agent answered
 */
public record Spent(String of, Usage usage) {

    /** What sums are made of. */
    public enum By {
        SESSION,
        AGENT,
        MODEL,
        ORGANISATION
    }

    /**
     * Which sums are asked for.
     *
     * @param from of the facts, the first that counts
     * @param to the first that does not
     */
    public record Query(By by, Instant from, Instant to) {}
}
