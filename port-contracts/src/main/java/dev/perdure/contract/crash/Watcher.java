package dev.perdure.contract.crash;

import java.util.List;

/**
 * Stands at the doors of a node. It may let a call through, keep it from happening, or keep its
 * outcome from being known.
 */
interface Watcher {

    <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E;

    /** From now on crossings count. */
    void arm();

    /** From now on nothing goes wrong any more. */
    void disarm();

    /** The crossings that counted so far, in order. */
    List<Door> crossings();

    /** Whether what was to go wrong did. */
    boolean hasStruck();

    /** Whether the node is dead. */
    boolean isLost();

    /** What lies behind the door. */
    @FunctionalInterface
    interface Crossing<T, E extends Exception> {
        T go() throws E;
    }
}
