package dev.perdure.contract.simulation;

import dev.perdure.contract.invariant.ToolBook;
import dev.perdure.tool.OutcomePolicy;

/**
 * What everybody in a world has in common.
 *
 * @param policy what becomes of a call whose outcome is unknown
 */
record Surroundings(
        Carrier carrier,
        Chance chance,
        Trace trace,
        Store store,
        ToolBook book,
        Counts counts,
        OutcomePolicy policy) {}
