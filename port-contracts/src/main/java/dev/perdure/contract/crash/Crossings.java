package dev.perdure.contract.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * The crossings of a node's doors, numbered from the moment it is armed. Only those count that a
 * turn or its client cause; what a node does by the clock happens a different number of times in
 * every run.
 */
final class Crossings {

    private final List<Door> crossed = new ArrayList<>();
    private boolean armed;

    synchronized void arm() {
        armed = true;
    }

    synchronized void disarm() {
        armed = false;
    }

    /** The number of this crossing; 0 when it does not count. */
    synchronized int next(Door door) {
        if (armed) {
            crossed.add(door);
        }
        return armed ? crossed.size() : 0;
    }

    /** The doors crossed so far, in order. */
    synchronized List<Door> all() {
        return List.copyOf(crossed);
    }
}
