package dev.perdure.rest.health;

/**
 * Whether this node wants to be sent requests: until it is about to end. One that is about to end
 * still answers, so that nobody is cut off before they were sent elsewhere. Thread-safe.
 */
public final class Readiness {

    private volatile boolean draining;

    /** Says that this node is about to end; there is no way back. */
    public void drain() {
        draining = true;
    }

    public boolean isDraining() {
        return draining;
    }
}
