package dev.perdure.harness;

import dev.perdure.model.ModelRef;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.turn.TurnLimits;

/** What holds in an installation where no harness says otherwise. */
public record HarnessDefaults(ModelRef model, TurnLimits limits, OutcomePolicy whenUnknown) {

    /** The usual limits, and a person is asked when the outcome of a call is unknown. */
    public static HarnessDefaults of(ModelRef model) {
        return new HarnessDefaults(model, TurnLimits.DEFAULT, OutcomePolicy.ASK);
    }
}
