package dev.perdure.engine.work;

import dev.perdure.session.SessionKey;

/**
 * The places this node has for turns. Whoever wants a turn claimed at its birth reserves a place
 * first, and gives it back or fills it.
 */
public interface LocalPlaces {

    /** Takes a free place; false when there is none or the node does not work. */
    boolean reserve();

    /** Gives a reserved place back. */
    void release();

    /** Fills a reserved place with the turn of {@code claim}. */
    void fill(Claim claim);

    /** Says that a fact of somebody else may have reached a turn that runs here. */
    void nudge(SessionKey session);

    /** Of a node that only accepts. */
    static LocalPlaces none() {
        return new NoPlaces();
    }
}
