package dev.perdure.harness;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.turn.TurnLimits;
import java.util.List;
import java.util.UUID;

/**
 * The base a session runs on: what holds where nothing above it decides. Inheritance and the
 * defaults of the installation are worked in.
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

    /** The harness of this base, with the defaults where it says nothing. */
    public static Harness on(
            HarnessDefinition definition, HarnessBase base, HarnessDefaults defaults) {
        return new Harness(
                definition.id(),
                definition.name(),
                base.instructions(),
                base.capabilities(),
                base.model() == null ? defaults.model() : base.model(),
                base.maxSteps() == null
                        ? defaults.limits()
                        : defaults.limits().withSteps(base.maxSteps()),
                base.whenUnknown() == null ? defaults.whenUnknown() : base.whenUnknown());
    }

    /** The same base with another model. */
    public Harness withModel(ModelRef other) {
        return new Harness(id, name, instructions, capabilities, other, limits, whenUnknown);
    }
}
