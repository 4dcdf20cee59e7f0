package dev.perdure.persistence.codec;

import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonText;
import dev.perdure.tool.Approval;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.ToolCallId;
import java.util.List;

/** Facts of calls that a person has to allow. */
final class ApprovalEventTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            StepEvent.ApprovalRequested.class,
                            "approval.requested",
                            fact ->
                                    JsonObject.builder()
                                            .put("call", ToolJson.call(fact.call()))
                                            .put("hash", fact.hash().value())
                                            .put("rule", fact.rule())
                                            .put("asked_at", Values.text(fact.askedAt()))
                                            .build(),
                            in ->
                                    new StepEvent.ApprovalRequested(
                                            in.turn(),
                                            in.step(),
                                            ToolJson.call(in.fields("call")),
                                            new CallHash(in.text("hash")),
                                            in.text("rule"),
                                            in.instant("asked_at"))),
                    EntryType.of(
                            StepEvent.ApprovalDecided.class,
                            "approval.decided",
                            ApprovalEventTypes::decided,
                            in ->
                                    new StepEvent.ApprovalDecided(
                                            in.turn(),
                                            in.step(),
                                            new ToolCallId(in.text("call")),
                                            in.text("tool"),
                                            in.constant("approval", Approval.class),
                                            new CallHash(in.text("hash")),
                                            in.has("edited")
                                                    ? new JsonText(in.text("edited"))
                                                    : null,
                                            in.text("by"),
                                            in.text("comment"),
                                            in.instant("decided_at"))));

    private ApprovalEventTypes() {}

    private static JsonObject decided(StepEvent.ApprovalDecided fact) {
        JsonObjectBuilder stored =
                JsonObject.builder()
                        .put("call", fact.call().value())
                        .put("tool", fact.tool())
                        .put("approval", Values.constant(fact.approval()))
                        .put("hash", fact.hash().value());
        if (fact.edited() != null) {
            stored.put("edited", fact.edited().text());
        }
        return stored.put("by", fact.by())
                .put("comment", fact.comment())
                .put("decided_at", Values.text(fact.decidedAt()))
                .build();
    }
}
