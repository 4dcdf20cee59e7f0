package dev.perdure.harness;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.turn.TurnLimits;
import java.util.List;
import java.util.UUID;

/**
 * The base a session runs on: what holds where nothing above it decides.
 *
 * @param model answers when neither agent, session nor message names one
 * @param whenUnknown what is made of a tool call whose outcome is unknown
 */
public record Harness(
        HarnessId id,
        String name,
        String instructions,
        List<CapabilityRef> capabilities,
        ModelRef model,
        TurnLimits limits,
        OutcomePolicy whenUnknown) {

    /** The identity of the harness every installation has, on every node the same. */
    public static final HarnessId GENERIC_ID = new HarnessId(new UUID(0, 1));

    public Harness {
        capabilities = List.copyOf(capabilities);
    }

    /** The same base with another model. */
    public Harness withModel(ModelRef other) {
        return new Harness(id, name, instructions, capabilities, other, limits, whenUnknown);
    }

    /** The harness that adds nothing of its own. */
    public static Harness generic(ModelRef model) {
        return new Harness(
                GENERIC_ID, "generic", "", List.of(), model, TurnLimits.DEFAULT, OutcomePolicy.ASK);
    }
}
