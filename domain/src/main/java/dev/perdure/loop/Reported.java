package dev.perdure.loop;

import dev.perdure.event.StepEvent;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a model said it had read of a conversation: what the estimate of its next request
 * is measured by.
 *
 * @param seen the conversation that it was shown
 */
public record Reported(ModelRef model, Usage usage, Transcript seen) {

    /** Empty where the model was shown less than the conversation. */
    static Optional<Reported> of(
            StepEvent.GenerationRecorded fact, @Nullable TurnState turn, Transcript seen) {
        return turn instanceof TurnState.Open open
                        && open.progress().recourse().reduction() == Reduction.NONE
                ? Optional.of(new Reported(fact.model(), fact.usage(), seen))
                : Optional.empty();
    }
}
