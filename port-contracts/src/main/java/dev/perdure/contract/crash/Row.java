package dev.perdure.contract.crash;

import java.util.List;

/**
 * What became of one scenario.
 *
 * @param crossings calls to the outside in a run in which nothing happens
 * @param cases that were played
 * @param hits cases in which the node stopped, or the store went away; others went another way
 * @param violations what did not hold, case by case
 */
public record Row(String scenario, int crossings, int cases, int hits, List<String> violations) {

    public Row {
        violations = List.copyOf(violations);
    }

    /** A row of a table. */
    public String text() {
        return "| %s | %d | %d | %d | %d |"
                .formatted(scenario, crossings, cases, hits, violations.size());
    }
}
