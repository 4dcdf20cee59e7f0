package dev.perdure.persistence.codec;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.resolution.AgentPin;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnLimits;
import java.util.List;
import java.util.Optional;

/** Facts that concern a turn and no particular step. */
final class TurnEventTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            TurnEvent.SessionActivated.class,
                            "session.activated",
                            fact ->
                                    JsonObject.builder()
                                            .put("input", Values.text(fact.input().value()))
                                            .build(),
                            in ->
                                    new TurnEvent.SessionActivated(
                                            in.turn(), MessageJson.id(in, "input"))),
                    EntryType.of(
                            TurnEvent.TurnStarted.class,
                            "turn.started",
                            TurnEventTypes::started,
                            TurnEventTypes::started),
                    EntryType.of(
                            TurnEvent.CancelRequested.class,
                            "cancel.requested",
                            fact -> JsonObject.builder().put("reason", fact.reason()).build(),
                            in -> new TurnEvent.CancelRequested(in.turn(), in.text("reason"))),
                    EntryType.of(
                            TurnEvent.TurnCompleted.class,
                            "turn.completed",
                            TurnEventTypes::completed,
                            TurnEventTypes::completed),
                    EntryType.of(
                            TurnEvent.TurnFailed.class,
                            "turn.failed",
                            fact ->
                                    JsonObject.builder()
                                            .put("reason", Values.constant(fact.reason()))
                                            .put("sentence", fact.sentence())
                                            .put("usage", ModelJson.usage(fact.usage()))
                                            .build(),
                            in ->
                                    new TurnEvent.TurnFailed(
                                            in.turn(),
                                            in.constant("reason", FailureReason.class),
                                            in.text("sentence"),
                                            ModelJson.usage(in.fields("usage")))),
                    EntryType.of(
                            TurnEvent.TurnCancelled.class,
                            "turn.cancelled",
                            fact ->
                                    JsonObject.builder()
                                            .put("reason", fact.reason())
                                            .put("usage", ModelJson.usage(fact.usage()))
                                            .build(),
                            in ->
                                    new TurnEvent.TurnCancelled(
                                            in.turn(),
                                            in.text("reason"),
                                            ModelJson.usage(in.fields("usage")))),
                    EntryType.of(
                            TurnEvent.TurnSealed.class,
                            "turn.sealed",
                            fact ->
                                    JsonObject.builder()
                                            .put("reason", Values.constant(fact.reason()))
                                            .put("steps", fact.steps())
                                            .put("usage", ModelJson.usage(fact.usage()))
                                            .build(),
                            in ->
                                    new TurnEvent.TurnSealed(
                                            in.turn(),
                                            in.constant("reason", SealReason.class),
                                            in.integer("steps"),
                                            ModelJson.usage(in.fields("usage")))),
                    EntryType.of(
                            TurnEvent.SessionIdled.class,
                            "session.idled",
                            fact ->
                                    JsonObject.builder()
                                            .put("usage", ModelJson.usage(fact.usage()))
                                            .build(),
                            in ->
                                    new TurnEvent.SessionIdled(
                                            in.turn(), ModelJson.usage(in.fields("usage")))));

    private TurnEventTypes() {}

    private static JsonObject started(TurnEvent.TurnStarted fact) {
        return JsonObject.builder()
                .put("input", Values.text(fact.input().value()))
                .putIfPresent("agent", Optional.ofNullable(fact.agent()).map(TurnEventTypes::pin))
                .put("model", fact.model().name())
                .putIfPresent("fallbacks", ModelJson.refs(fact.fallbacks()))
                .put("limits", limits(fact.limits()))
                .put("started_at", Values.text(fact.startedAt()))
                .putIfPresent("setup", Optional.ofNullable(fact.setup()).map(TurnSetupJson::write))
                .build();
    }

    private static TurnEvent.TurnStarted started(Fields in) {
        return new TurnEvent.TurnStarted(
                in.turn(),
                MessageJson.id(in, "input"),
                in.orNull("agent", (from, name) -> pin(from.fields(name))),
                ModelJson.ref(in, "model"),
                ModelJson.refs(in, "fallbacks"),
                limits(in.fields("limits")),
                in.instant("started_at"),
                in.orNull("setup", (from, name) -> TurnSetupJson.read(from.fields(name))));
    }

    private static JsonObject completed(TurnEvent.TurnCompleted fact) {
        return JsonObject.builder()
                .put("steps", fact.steps())
                .put("model_calls", fact.modelCalls())
                .put("tool_calls", fact.toolCalls())
                .put("answer", Values.text(fact.answer().value()))
                .put("usage", ModelJson.usage(fact.usage()))
                .put("duration", Values.text(fact.duration()))
                .build();
    }

    private static TurnEvent.TurnCompleted completed(Fields in) {
        return new TurnEvent.TurnCompleted(
                in.turn(),
                in.integer("steps"),
                in.integer("model_calls"),
                in.integer("tool_calls"),
                MessageJson.id(in, "answer"),
                ModelJson.usage(in.fields("usage")),
                in.duration("duration"));
    }

    private static JsonObject pin(AgentPin pin) {
        return JsonObject.builder()
                .put("id", Values.text(pin.agent().value()))
                .put("version", pin.version().number())
                .build();
    }

    private static AgentPin pin(Fields in) {
        return new AgentPin(new AgentId(in.uuid("id")), new AgentVersion(in.integer("version")));
    }

    private static JsonObject limits(TurnLimits limits) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("steps", limits.steps())
                        .put("attempts_per_step", limits.attemptsPerStep())
                        .put("parallel_tools", limits.parallelTools())
                        .put("turn_time", Values.text(limits.turnTime()))
                        .put("tool_time", Values.text(limits.toolTime()))
                        .put("first_chunk_time", Values.text(limits.firstChunkTime()))
                        .put("between_chunks_time", Values.text(limits.betweenChunksTime()))
                        .put("output_characters", limits.outputCharacters());
        if (limits.transcriptCharacters() != TurnLimits.TRANSCRIPT_CHARACTERS) {
            body.put("transcript_characters", limits.transcriptCharacters());
        }
        if (!limits.stepTime().equals(TurnLimits.STEP_TIME)) {
            body.put("step_time", Values.text(limits.stepTime()));
        }
        if (limits.sameSteps() != TurnLimits.SAME_STEPS) {
            body.put("same_steps", limits.sameSteps());
        }
        if (limits.toolOutputCharacters() != TurnLimits.TOOL_OUTPUT_CHARACTERS) {
            body.put("tool_output_characters", limits.toolOutputCharacters());
        }
        if (limits.clientTime() != null) {
            body.put("client_time", Values.text(limits.clientTime()));
        }
        return body.build();
    }

    private static TurnLimits limits(Fields in) {
        return new TurnLimits(
                in.integer("steps"),
                in.integer("attempts_per_step"),
                in.integer("parallel_tools"),
                in.duration("turn_time"),
                in.duration("tool_time"),
                in.duration("first_chunk_time"),
                in.duration("between_chunks_time"),
                in.integer("output_characters"),
                in.has("transcript_characters")
                        ? in.integer("transcript_characters")
                        : TurnLimits.TRANSCRIPT_CHARACTERS,
                in.has("step_time") ? in.duration("step_time") : TurnLimits.STEP_TIME,
                in.has("same_steps") ? in.integer("same_steps") : TurnLimits.SAME_STEPS,
                in.has("tool_output_characters")
                        ? in.integer("tool_output_characters")
                        : TurnLimits.TOOL_OUTPUT_CHARACTERS,
                in.has("client_time") ? in.duration("client_time") : null);
    }
}
