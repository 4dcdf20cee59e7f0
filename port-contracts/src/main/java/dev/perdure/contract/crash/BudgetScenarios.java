package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.says;

import dev.perdure.event.StepEvent;
import java.util.List;

/** A turn whose calls are reserved for from a budget. */
final class BudgetScenarios {

    private static final long WIDE = 100_000_000;

    /** Less than any call is thought to take. */
    private static final long TIGHT = 100;

    private BudgetScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "a tool and an answer that a budget pays for",
                        Act.bounds(WIDE),
                        says("call look")),
                Scenario.of(
                        "a budget without room until somebody makes it",
                        Act.bounds(TIGHT),
                        says("first"),
                        Act.watchesFor(StepEvent.ReasonFailed.class),
                        Act.topsUp(WIDE)));
    }
}
