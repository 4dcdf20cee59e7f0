package dev.perdure.benchmarks;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param ratio what was measured in units of the goal
 */
record Figure(String name, String measured, String goal, String ratio, Verdict verdict) {

    /** Whether a goal was reached. */
    enum Verdict {
        MET("yes"),
        MISSED("**no**"),
        NO_GOAL("");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        static Verdict of(boolean met) {
            return met ? MET : MISSED;
        }
    }

    static Figure noted(String name, String measured) {
        return new Figure(name, measured, "", "", Verdict.NO_GOAL);
    }

    static Figure atLeast(String name, double measured, double goal, String unit) {
        return new Figure(
                name,
                number(measured) + unit,
                "at least " + number(goal) + unit,
                number(measured / goal),
                Verdict.of(measured >= goal));
    }

    static Figure atMost(String name, double measured, double goal, String unit) {
        return new Figure(
                name,
                number(measured) + unit,
                "at most " + number(goal) + unit,
                goal == 0 ? "" : number(measured / goal),
                Verdict.of(measured <= goal));
    }

    String row() {
        return "| " + String.join(" | ", name, measured, goal, ratio, verdict.word) + " |";
    }

    /** Three digits that matter, thousands apart. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1_000 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(
                Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
