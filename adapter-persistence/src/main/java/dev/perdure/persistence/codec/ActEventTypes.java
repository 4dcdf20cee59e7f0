package dev.perdure.persistence.codec;

import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.session.SessionId;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCallId;
import java.util.List;

/** Facts of the acting half of a step: calls planned, run and answered. */
final class ActEventTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            StepEvent.ActStarted.class,
                            "act.started",
                            fact ->
                                    JsonObject.builder()
                                            .put(
                                                    "calls",
                                                    Values.list(fact.calls(), ToolJson::planned))
                                            .build(),
                            in ->
                                    new StepEvent.ActStarted(
                                            in.turn(),
                                            in.step(),
                                            in.list("calls", ToolJson::planned))),
                    EntryType.of(
                            StepEvent.ToolStarted.class,
                            "tool.started",
                            fact ->
                                    JsonObject.builder()
                                            .put("attempt", fact.attempt().value())
                                            .put("call", ToolJson.call(fact.call()))
                                            .build(),
                            in ->
                                    new StepEvent.ToolStarted(
                                            in.turn(),
                                            in.step(),
                                            ReasonEventTypes.attempt(in),
                                            ToolJson.call(in.fields("call")))),
                    EntryType.of(
                            StepEvent.ClientToolsRequested.class,
                            "client_tools.requested",
                            ActEventTypes::requested,
                            in ->
                                    new StepEvent.ClientToolsRequested(
                                            in.turn(),
                                            in.step(),
                                            in.list("calls", ToolJson::call),
                                            in.has("asked_at") ? in.instant("asked_at") : null)),
                    EntryType.of(
                            StepEvent.ToolDelegated.class,
                            "tool.delegated",
                            fact ->
                                    JsonObject.builder()
                                            .put("call", fact.call().value())
                                            .put("tool", fact.tool())
                                            .put("task", Values.text(fact.task().value()))
                                            .put("delegated_at", Values.text(fact.delegatedAt()))
                                            .build(),
                            in ->
                                    new StepEvent.ToolDelegated(
                                            in.turn(),
                                            in.step(),
                                            new ToolCallId(in.text("call")),
                                            in.text("tool"),
                                            new SessionId(in.uuid("task")),
                                            in.instant("delegated_at"))),
                    EntryType.of(
                            StepEvent.ToolOutcomeUnknown.class,
                            "tool.outcome_unknown",
                            fact ->
                                    JsonObject.builder()
                                            .put("call", fact.call().value())
                                            .put("tool", fact.tool())
                                            .build(),
                            in ->
                                    new StepEvent.ToolOutcomeUnknown(
                                            in.turn(),
                                            in.step(),
                                            new ToolCallId(in.text("call")),
                                            in.text("tool"))),
                    EntryType.of(
                            StepEvent.RulingRequested.class,
                            "ruling.requested",
                            fact ->
                                    JsonObject.builder()
                                            .put("call", fact.call().value())
                                            .put("tool", fact.tool())
                                            .put("asked_at", Values.text(fact.askedAt()))
                                            .build(),
                            in ->
                                    new StepEvent.RulingRequested(
                                            in.turn(),
                                            in.step(),
                                            new ToolCallId(in.text("call")),
                                            in.text("tool"),
                                            in.instant("asked_at"))),
                    EntryType.of(
                            StepEvent.OutcomeRuled.class,
                            "outcome.ruled",
                            fact ->
                                    JsonObject.builder()
                                            .put("call", fact.call().value())
                                            .put("tool", fact.tool())
                                            .put("ruling", Values.constant(fact.ruling()))
                                            .put("by", Values.constant(fact.by()))
                                            .put("ruled_at", Values.text(fact.ruledAt()))
                                            .build(),
                            in ->
                                    new StepEvent.OutcomeRuled(
                                            in.turn(),
                                            in.step(),
                                            new ToolCallId(in.text("call")),
                                            in.text("tool"),
                                            in.constant("ruling", Ruling.class),
                                            in.constant("by", RuledBy.class),
                                            in.instant("ruled_at"))),
                    EntryType.of(
                            StepEvent.ToolCompleted.class,
                            "tool.completed",
                            fact ->
                                    JsonObject.builder()
                                            .put("call", fact.call().value())
                                            .put("tool", fact.tool())
                                            .put("result", ToolJson.result(fact.result()))
                                            .put("duration", Values.text(fact.duration()))
                                            .build(),
                            in ->
                                    new StepEvent.ToolCompleted(
                                            in.turn(),
                                            in.step(),
                                            new ToolCallId(in.text("call")),
                                            in.text("tool"),
                                            ToolJson.result(in.fields("result")),
                                            in.duration("duration"))),
                    EntryType.of(
                            StepEvent.ActCompleted.class,
                            "act.completed",
                            fact ->
                                    JsonObject.builder()
                                            .put("succeeded", fact.succeeded())
                                            .put("failed", fact.failed())
                                            .build(),
                            in ->
                                    new StepEvent.ActCompleted(
                                            in.turn(),
                                            in.step(),
                                            in.integer("succeeded"),
                                            in.integer("failed"))));

    private ActEventTypes() {}

    private static JsonObject requested(StepEvent.ClientToolsRequested fact) {
        JsonObjectBuilder stored =
                JsonObject.builder().put("calls", Values.list(fact.calls(), ToolJson::call));
        if (fact.askedAt() != null) {
            stored.put("asked_at", Values.text(fact.askedAt()));
        }
        return stored.build();
    }
}
