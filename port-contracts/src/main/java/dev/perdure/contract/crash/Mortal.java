package dev.perdure.contract.crash;

import java.util.List;

/** Stands at the doors of a node that dies at one of its crossings: before it, or after it. */
final class Mortal implements Watcher {

    private final Crossings crossings = new Crossings();
    private final int fatal;
    private final boolean after;
    private volatile boolean dead;

    /**
     * @param fatal number of the crossing it dies at; 0 when it lives
     */
    Mortal(int fatal, boolean after) {
        this.fatal = fatal;
        this.after = after;
    }

    static Mortal immortal() {
        return new Mortal(0, false);
    }

    @Override
    public void arm() {
        crossings.arm();
    }

    @Override
    public void disarm() {
        crossings.disarm();
    }

    @Override
    public List<Door> crossings() {
        return crossings.all();
    }

    @Override
    public boolean hasStruck() {
        return dead;
    }

    @Override
    public boolean isLost() {
        return dead;
    }

    @Override
    public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
        if (!door.isOfWork()) {
            int number = crossings.next(door);
            dieIf(number == fatal && !after);
            T answer = crossing.go();
            dieIf(number == fatal);
            return answer;
        }
        dieIf(false);
        T answer = crossing.go();
        boolean claimed = answer instanceof List<?> claims && !claims.isEmpty();
        dieIf(claimed && crossings.next(door) == fatal);
        return answer;
    }

    /** Also who is in the middle of a crossing when the node dies does not come back from it. */
    private void dieIf(boolean fatalNow) {
        if (fatalNow && fatal > 0) {
            dead = true;
        }
        if (dead) {
            throw new Death();
        }
    }

    @Override
    public String toString() {
        return fatal == 0
                ? "nothing goes wrong"
                : "the node stops "
                        + (after ? "after" : "before")
                        + " crossing "
                        + fatal
                        + " of "
                        + crossings.all();
    }
}
