package dev.perdure.contract.simulation;

/** One life of a process: it may be held up, cut off from the store, and end at any moment. */
final class Life {

    private final String name;
    private boolean over;
    private boolean cutOff;
    private boolean onABadLine;
    private boolean fitful;
    private long heldUntil;

    Life(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isOver() {
        return over;
    }

    /** Nothing of it runs any more, not even what it would do on its way out. */
    void end() {
        over = true;
    }

    boolean isCutOff() {
        return cutOff;
    }

    void cutOff(boolean now) {
        cutOff = now;
    }

    /** Whether every now and then something on its way to or from the store is lost. */
    boolean isOnABadLine() {
        return onABadLine;
    }

    void badLine(boolean now) {
        onABadLine = now;
    }

    /** Whether every now and then it stands still after it has asked the store something. */
    boolean isFitful() {
        return fitful;
    }

    void fits(boolean now) {
        fitful = now;
    }

    /** When its threads go on, in nanoseconds of virtual time. */
    long heldUntil() {
        return heldUntil;
    }

    void holdUntil(long nanos) {
        heldUntil = nanos;
    }
}
