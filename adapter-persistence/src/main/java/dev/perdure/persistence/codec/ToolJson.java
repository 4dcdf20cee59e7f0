package dev.perdure.persistence.codec;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonText;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;

/**
 * Tools, calls and results. The arguments of a call are kept as text, so that every byte survives.
 */
final class ToolJson {

    /** What calls that do not say have meant from the first. */
    private static final OutcomePolicy WHEN_NOT_SAID = OutcomePolicy.FAIL_TO_MODEL;

    private ToolJson() {}

    static JsonObject call(ToolCall call) {
        return JsonObject.builder()
                .put("id", call.id().value())
                .put("name", call.name())
                .put("arguments", call.arguments().text())
                .build();
    }

    static ToolCall call(Fields in) {
        return new ToolCall(
                new ToolCallId(in.text("id")), in.text("name"), new JsonText(in.text("arguments")));
    }

    static JsonObject planned(PlannedCall planned) {
        JsonObjectBuilder stored =
                JsonObject.builder()
                        .put("call", call(planned.call()))
                        .put("owner", Values.constant(planned.owner()))
                        .put("repeatable", planned.repeatable());
        if (planned.whenUnknown() != WHEN_NOT_SAID) {
            stored.put("when_unknown", Values.constant(planned.whenUnknown()));
        }
        if (!planned.clearance().equals(Clearance.FREE)) {
            stored.put("clearance", clearance(planned.clearance()));
        }
        if (!planned.concurrencyClass().isEmpty()) {
            stored.put("concurrency_class", planned.concurrencyClass());
        }
        return stored.build();
    }

    static PlannedCall planned(Fields in) {
        return new PlannedCall(
                call(in.fields("call")),
                in.constant("owner", ToolOwner.class),
                in.flag("repeatable"),
                in.has("when_unknown")
                        ? in.constant("when_unknown", OutcomePolicy.class)
                        : WHEN_NOT_SAID,
                in.has("clearance") ? clearance(in.fields("clearance")) : Clearance.FREE,
                in.has("concurrency_class") ? in.text("concurrency_class") : "");
    }

    private static JsonObject clearance(Clearance clearance) {
        return switch (clearance) {
            case Clearance.Free ignored -> JsonObject.builder().put("kind", "free").build();
            case Clearance.Needed needed ->
                    JsonObject.builder()
                            .put("kind", "needed")
                            .put("rule", needed.rule())
                            .put("hash", needed.hash().value())
                            .put("definition", needed.definition())
                            .build();
            case Clearance.Given given ->
                    JsonObject.builder()
                            .put("kind", "given")
                            .put("hash", given.hash().value())
                            .put("edited", given.edited())
                            .build();
            case Clearance.Barred barred ->
                    JsonObject.builder().put("kind", "barred").put("why", barred.why()).build();
        };
    }

    private static Clearance clearance(Fields in) {
        String kind = in.text("kind");
        return switch (kind) {
            case "free" -> Clearance.FREE;
            case "needed" ->
                    new Clearance.Needed(
                            in.text("rule"), new CallHash(in.text("hash")), in.text("definition"));
            case "given" -> new Clearance.Given(new CallHash(in.text("hash")), in.flag("edited"));
            case "barred" -> new Clearance.Barred(in.text("why"));
            default -> throw new IllegalStateException("a clearance of no known kind: " + kind);
        };
    }

    static JsonObject result(ToolResult result) {
        return JsonObject.builder()
                .put("status", Values.constant(result.status()))
                .put("output", result.output())
                .put("error", result.error())
                .build();
    }

    static ToolResult result(Fields in) {
        return new ToolResult(
                in.constant("status", ToolStatus.class), in.text("output"), in.text("error"));
    }

    static JsonObject definition(ToolDefinition tool) {
        return JsonObject.builder()
                .put("name", tool.name())
                .put("description", tool.description())
                .put("parameters", tool.parameters())
                .put("hints", hints(tool.hints()))
                .put("owner", Values.constant(tool.owner()))
                .build();
    }

    static ToolDefinition definition(Fields in) {
        return new ToolDefinition(
                in.text("name"),
                in.text("description"),
                in.object("parameters"),
                hints(in.fields("hints")),
                in.constant("owner", ToolOwner.class));
    }

    static JsonObject hints(ToolHints hints) {
        JsonObjectBuilder stored =
                JsonObject.builder()
                        .put("read_only", hints.readOnly())
                        .put("destructive", hints.destructive())
                        .put("idempotent", hints.idempotent())
                        .put("open_world", hints.openWorld())
                        .put("long_running", hints.longRunning());
        if (!hints.concurrencyClass().isEmpty()) {
            stored.put("concurrency_class", hints.concurrencyClass());
        }
        return stored.build();
    }

    static ToolHints hints(Fields in) {
        return new ToolHints(
                in.flag("read_only"),
                in.flag("destructive"),
                in.flag("idempotent"),
                in.flag("open_world"),
                in.flag("long_running"),
                in.has("concurrency_class") ? in.text("concurrency_class") : "");
    }
}
