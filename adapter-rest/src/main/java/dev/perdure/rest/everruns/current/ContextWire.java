package dev.perdure.rest.everruns.current;

import dev.perdure.event.StepEvent;
import dev.perdure.event.Stretch;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.model.Overflow;
import dev.perdure.rest.everruns.wire.UsageWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.util.Locale;

/** Data of the events about how much of a conversation a model is shown. */
final class ContextWire {

    private static final String STRATEGY = "summarize";

    private ContextWire() {}

    static JsonObject reduced(StepEvent.ContextReduced fact) {
        return of(fact.turn(), fact.step())
                .put("reduction", fact.reduction().name().toLowerCase(Locale.ROOT))
                .put("error", fact.why())
                .build();
    }

    static JsonObject compacting(StepEvent.ContextCompacting fact) {
        return of(fact.turn(), fact.step())
                .put("messages_before", before(fact.stretch()))
                .put("reason", reason(fact.overflow()))
                .put("strategy", STRATEGY)
                .put("model", fact.model().name())
                .build();
    }

    static JsonObject compacted(StepEvent.ContextCompacted fact) {
        return of(fact.turn(), fact.step())
                .put("messages_before", before(fact.stretch()))
                .put("messages_after", fact.stretch().kept() + 1)
                .put("strategy_used", STRATEGY)
                .put("duration_ms", fact.duration().toMillis())
                .put("model", fact.model().name())
                .put("input_tokens_before", fact.tokensBefore())
                .put("input_tokens_after", fact.tokensAfter())
                .put("usage", UsageWire.write(fact.usage()))
                .build();
    }

    static JsonObject failed(StepEvent.ContextCompactionFailed fact) {
        return of(fact.turn(), fact.step())
                .put("trigger", reason(fact.overflow()))
                .put("reason", reason(fact.overflow()))
                .put("stage", "summarization")
                .put("strategy", STRATEGY)
                .put("model", fact.model().name())
                .put("error", fact.why())
                .put("duration_ms", fact.duration().toMillis())
                .put("usage", UsageWire.write(fact.usage()))
                .build();
    }

    private static int before(Stretch stretch) {
        return stretch.items() + stretch.kept();
    }

    private static String reason(Overflow overflow) {
        return overflow == Overflow.FORESEEN ? "proactive_budget" : "request_too_large";
    }

    private static JsonObjectBuilder of(TurnId turn, StepNumber step) {
        return JsonObject.builder()
                .put("turn_id", WireId.TURN.write(turn.value()))
                .put("iteration", step.value());
    }
}
