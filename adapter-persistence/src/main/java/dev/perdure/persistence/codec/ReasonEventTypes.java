package dev.perdure.persistence.codec;

import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.turn.Attempt;
import java.util.List;
import java.util.Optional;

/** Facts of the reasoning half of a step: attempts, what they produced, what they cost. */
final class ReasonEventTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            StepEvent.ReasonStarted.class,
                            "reason.started",
                            fact ->
                                    JsonObject.builder()
                                            .put("attempt", fact.attempt().value())
                                            .put("output", Values.text(fact.output().value()))
                                            .put("model", fact.model().name())
                                            .build(),
                            in ->
                                    new StepEvent.ReasonStarted(
                                            in.turn(),
                                            in.step(),
                                            attempt(in),
                                            MessageJson.id(in, "output"),
                                            ModelJson.ref(in, "model"))),
                    EntryType.of(
                            StepEvent.OutputStarted.class,
                            "output.started",
                            fact ->
                                    JsonObject.builder()
                                            .put("attempt", fact.attempt().value())
                                            .put("message", Values.text(fact.message().value()))
                                            .put("model", fact.model().name())
                                            .build(),
                            in ->
                                    new StepEvent.OutputStarted(
                                            in.turn(),
                                            in.step(),
                                            attempt(in),
                                            MessageJson.id(in, "message"),
                                            ModelJson.ref(in, "model"))),
                    EntryType.of(
                            StepEvent.ThinkingCompleted.class,
                            "thinking.completed",
                            fact ->
                                    JsonObject.builder()
                                            .put("message", Values.text(fact.message().value()))
                                            .put("text", fact.text())
                                            .build(),
                            in ->
                                    new StepEvent.ThinkingCompleted(
                                            in.turn(),
                                            in.step(),
                                            MessageJson.id(in, "message"),
                                            in.text("text"))),
                    EntryType.of(
                            StepEvent.ReasonCompleted.class,
                            "reason.completed",
                            ReasonEventTypes::completed,
                            ReasonEventTypes::completed),
                    EntryType.of(
                            StepEvent.ReasonFailed.class,
                            "reason.failed",
                            ReasonEventTypes::failed,
                            ReasonEventTypes::failed),
                    EntryType.of(
                            StepEvent.ModelSwitched.class,
                            "model.switched",
                            fact ->
                                    JsonObject.builder()
                                            .put("next", fact.next().value())
                                            .put("from", fact.from().name())
                                            .put("to", fact.to().name())
                                            .put("kind", Values.constant(fact.kind()))
                                            .put("why", fact.why())
                                            .build(),
                            in ->
                                    new StepEvent.ModelSwitched(
                                            in.turn(),
                                            in.step(),
                                            new Attempt(in.integer("next")),
                                            ModelJson.ref(in, "from"),
                                            ModelJson.ref(in, "to"),
                                            in.constant("kind", FailureKind.class),
                                            in.text("why"))),
                    EntryType.of(
                            StepEvent.GenerationRecorded.class,
                            "generation.recorded",
                            ReasonEventTypes::generation,
                            ReasonEventTypes::generation),
                    EntryType.of(
                            StepEvent.OutputCompleted.class,
                            "output.completed",
                            fact ->
                                    JsonObject.builder()
                                            .put("message", MessageJson.message(fact.message()))
                                            .put("model", fact.model().name())
                                            .put("usage", ModelJson.usage(fact.usage()))
                                            .build(),
                            in ->
                                    new StepEvent.OutputCompleted(
                                            in.turn(),
                                            in.step(),
                                            MessageJson.message(in.fields("message")),
                                            ModelJson.ref(in, "model"),
                                            ModelJson.usage(in.fields("usage")))),
                    EntryType.of(
                            StepEvent.AttemptSuperseded.class,
                            "attempt.superseded",
                            fact ->
                                    JsonObject.builder()
                                            .put("attempt", fact.attempt().value())
                                            .put("message", Values.text(fact.message().value()))
                                            .build(),
                            in ->
                                    new StepEvent.AttemptSuperseded(
                                            in.turn(),
                                            in.step(),
                                            attempt(in),
                                            MessageJson.id(in, "message"))));

    private ReasonEventTypes() {}

    static Attempt attempt(Fields in) {
        return new Attempt(in.integer("attempt"));
    }

    private static JsonObject completed(StepEvent.ReasonCompleted fact) {
        return JsonObject.builder()
                .put("attempt", fact.attempt().value())
                .put("tool_calls", fact.toolCalls())
                .put("text_preview", fact.textPreview())
                .put("usage", ModelJson.usage(fact.usage()))
                .put("duration", Values.text(fact.duration()))
                .build();
    }

    private static StepEvent.ReasonCompleted completed(Fields in) {
        return new StepEvent.ReasonCompleted(
                in.turn(),
                in.step(),
                attempt(in),
                in.integer("tool_calls"),
                in.text("text_preview"),
                ModelJson.usage(in.fields("usage")),
                in.duration("duration"));
    }

    private static JsonObject failed(StepEvent.ReasonFailed fact) {
        return JsonObject.builder()
                .put("attempt", fact.attempt().value())
                .put("failure", ModelJson.failure(fact.failure()))
                .putIfPresent("retry_at", Optional.ofNullable(fact.retryAt()).map(Values::text))
                .put("usage", ModelJson.usage(fact.usage()))
                .put("duration", Values.text(fact.duration()))
                .build();
    }

    private static StepEvent.ReasonFailed failed(Fields in) {
        return new StepEvent.ReasonFailed(
                in.turn(),
                in.step(),
                attempt(in),
                ModelJson.failure(in.fields("failure")),
                in.orNull("retry_at", Fields::instant),
                ModelJson.usage(in.fields("usage")),
                in.duration("duration"));
    }

    private static JsonObject generation(StepEvent.GenerationRecorded fact) {
        return JsonObject.builder()
                .put("attempt", fact.attempt().value())
                .put("seen_from", fact.seenFrom().value())
                .put("seen_to", fact.seenTo().value())
                .put("request_hash", fact.requestHash())
                .put("output", Values.text(fact.output().value()))
                .put("model", fact.model().name())
                .put("finish", Values.constant(fact.finish()))
                .put("usage", ModelJson.usage(fact.usage()))
                .put("duration", Values.text(fact.duration()))
                .putIfPresent(
                        "time_to_first_chunk",
                        Optional.ofNullable(fact.timeToFirstChunk()).map(Values::text))
                .build();
    }

    private static StepEvent.GenerationRecorded generation(Fields in) {
        return new StepEvent.GenerationRecorded(
                in.turn(),
                in.step(),
                attempt(in),
                new StreamVersion(in.number("seen_from")),
                new StreamVersion(in.number("seen_to")),
                in.text("request_hash"),
                MessageJson.id(in, "output"),
                ModelJson.ref(in, "model"),
                in.constant("finish", FinishReason.class),
                ModelJson.usage(in.fields("usage")),
                in.duration("duration"),
                in.orNull("time_to_first_chunk", Fields::duration));
    }
}
