package dev.perdure.telemetry;

import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;

/** The events of a turn's span: what happened in it that took no time. */
final class TurnNotes {

    private TurnNotes() {}

    /** Writes what a fact says there, if anything. */
    static void write(Envelope fact, Span turn) {
        if (fact.entry() instanceof StepEvent.ModelSwitched switched) {
            Attributes attributes =
                    Attributes.builder()
                            .put(GenAi.FROM, switched.from().name())
                            .put(GenAi.TO, switched.to().name())
                            .put(GenAi.ERROR, GenAi.word(switched.kind()))
                            .build();
            turn.addEvent(GenAi.MODEL_SWITCHED, attributes, fact.time());
        } else if (fact.entry() instanceof StepEvent.ContextReduced reduced) {
            Attributes attributes = Attributes.of(GenAi.REDUCTION, GenAi.word(reduced.reduction()));
            turn.addEvent(GenAi.CONTEXT_REDUCED, attributes, fact.time());
        } else if (fact.entry() instanceof StepEvent.ReasonFailed failed
                && !failed.failure().kind().isOfACall()) {
            Attributes attributes =
                    Attributes.builder()
                            .put(GenAi.ERROR, GenAi.word(failed.failure().kind()))
                            .put(GenAi.STEP, (long) failed.step().value())
                            .put(GenAi.ATTEMPT, (long) failed.attempt().value())
                            .build();
            turn.addEvent(GenAi.MODEL_NOT_CALLED, attributes, fact.time());
        }
    }
}
