package dev.perdure.tools.schema;

/** What one check may still cost, whatever of it is expensive: one unit is some 10 to 40 ns. */
final class CheckBudget {

    /**
     * Units of one check: some 0.4 s at worst, which is a page of a megabyte held against a short
     * pattern, or 9,000 characters against the largest.
     */
    static final long UNITS_MAX = 10_000_000;

    private long left = UNITS_MAX;

    /** The budget is used up. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("A check has used up what it may cost.", null, false, false);
        }
    }

    /**
     * Takes so much before it is spent.
     *
     * @throws Exceeded when so much is not left, or was not before
     */
    void charge(long units) {
        if (!take(units)) {
            throw new Exceeded();
        }
    }

    /** Takes so much if it is left; what was refused once leaves nothing. */
    boolean take(long units) {
        if (units > left) {
            left = -1;
            return false;
        }
        left -= units;
        return true;
    }
}
