package dev.perdure.engine.rig;

/**
 * Stands at the doors of a node. It may let a call through, keep it from happening, or keep its
 * outcome from being known.
 */
public interface Watcher {

    <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E;

    /** What lies behind the door. */
    @FunctionalInterface
    interface Crossing<T, E extends Exception> {
        T go() throws E;
    }
}
