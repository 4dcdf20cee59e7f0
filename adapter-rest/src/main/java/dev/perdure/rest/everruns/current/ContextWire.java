package dev.perdure.rest.everruns.current;

import dev.perdure.event.StepEvent;
import dev.perdure.event.Stretch;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.model.Overflow;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.UsageWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much of a conversation a model is shown: as an agent wishes, and as events tell. */
final class ContextWire {

    /** Whether notes may be written, as a member of an agent: an object with {@code enabled}. */
    static final String COMPACTION = "compaction";

    private static final String ENABLED = "enabled";
    private static final String STRATEGY = "summarize";

    private ContextWire() {}

    /** What a request says of it; null when it says nothing. */
    static @Nullable Boolean notes(Fields body) {
        return body.object(COMPACTION)
                .map(own -> {
                    Optional<JsonValue> enabled = own.get(ENABLED);
                    if (own.members().size() != 1
                            || !(enabled.orElse(null) instanceof JsonBoolean flag)) {
                        throw RequestProblems.invalid(
                                COMPACTION, "must be an object with enabled, true or false.");
                    }
                    return flag.value();
                })
                .orElse(null);
    }

    static JsonObject compaction(boolean enabled) {
        return JsonObject.builder().put(ENABLED, enabled).build();
    }

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

    /** Of the call that was made right after. */
    static JsonObject before(StepEvent.ContextCompacted fact) {
        return JsonObject.builder()
                .put("compacted", true)
                .put("duration_ms", fact.duration().toMillis())
                .put("input_tokens_before", fact.tokensBefore())
                .put("input_tokens_after", fact.tokensAfter())
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
