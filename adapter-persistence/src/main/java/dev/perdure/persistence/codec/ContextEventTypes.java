package dev.perdure.persistence.codec;

import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import dev.perdure.turn.Attempt;
import java.util.List;

/** Facts about how much of a conversation a model is shown. */
final class ContextEventTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            StepEvent.ContextReduced.class,
                            "context.reduced",
                            fact ->
                                    JsonObject.builder()
                                            .put("next", fact.next().value())
                                            .put("reduction", Values.constant(fact.reduction()))
                                            .put("why", fact.why())
                                            .build(),
                            in ->
                                    new StepEvent.ContextReduced(
                                            in.turn(),
                                            in.step(),
                                            new Attempt(in.integer("next")),
                                            in.constant("reduction", Reduction.class),
                                            in.text("why"))),
                    EntryType.of(
                            StepEvent.ContextCompacting.class,
                            "context.compacting",
                            fact ->
                                    notes(fact.attempt(), fact.model(), fact.stretch())
                                            .put("overflow", Values.constant(fact.overflow()))
                                            .build(),
                            in ->
                                    new StepEvent.ContextCompacting(
                                            in.turn(),
                                            in.step(),
                                            ReasonEventTypes.attempt(in),
                                            ModelJson.ref(in, "model"),
                                            stretch(in.fields("stretch")),
                                            in.constant("overflow", Overflow.class))),
                    EntryType.of(
                            StepEvent.ContextCompacted.class,
                            "context.compacted",
                            fact ->
                                    notes(fact.attempt(), fact.model(), fact.stretch())
                                            .put("notes", fact.notes())
                                            .put("tokens_before", fact.tokensBefore())
                                            .put("tokens_after", fact.tokensAfter())
                                            .put("usage", ModelJson.usage(fact.usage()))
                                            .put("duration", Values.text(fact.duration()))
                                            .build(),
                            in ->
                                    new StepEvent.ContextCompacted(
                                            in.turn(),
                                            in.step(),
                                            ReasonEventTypes.attempt(in),
                                            ModelJson.ref(in, "model"),
                                            stretch(in.fields("stretch")),
                                            in.text("notes"),
                                            in.number("tokens_before"),
                                            in.number("tokens_after"),
                                            ModelJson.usage(in.fields("usage")),
                                            in.duration("duration"))),
                    EntryType.of(
                            StepEvent.ContextCompactionFailed.class,
                            "context.compaction_failed",
                            fact ->
                                    notes(fact.attempt(), fact.model(), fact.stretch())
                                            .put("overflow", Values.constant(fact.overflow()))
                                            .put("why", fact.why())
                                            .put("usage", ModelJson.usage(fact.usage()))
                                            .put("duration", Values.text(fact.duration()))
                                            .build(),
                            in ->
                                    new StepEvent.ContextCompactionFailed(
                                            in.turn(),
                                            in.step(),
                                            ReasonEventTypes.attempt(in),
                                            ModelJson.ref(in, "model"),
                                            stretch(in.fields("stretch")),
                                            in.constant("overflow", Overflow.class),
                                            in.text("why"),
                                            ModelJson.usage(in.fields("usage")),
                                            in.duration("duration"))));

    private ContextEventTypes() {}

    private static JsonObjectBuilder notes(Attempt attempt, ModelRef model, Stretch stretch) {
        return JsonObject.builder()
                .put("attempt", attempt.value())
                .put("model", model.name())
                .put(
                        "stretch",
                        JsonObject.builder()
                                .put("from", stretch.from().value())
                                .put("through", stretch.through().value())
                                .put("items", stretch.items())
                                .put("kept", stretch.kept())
                                .build());
    }

    private static Stretch stretch(Fields in) {
        return new Stretch(
                new StreamVersion(in.number("from")),
                new StreamVersion(in.number("through")),
                in.integer("items"),
                in.integer("kept"));
    }
}
