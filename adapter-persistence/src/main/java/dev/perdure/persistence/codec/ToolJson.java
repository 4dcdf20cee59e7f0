package dev.perdure.persistence.codec;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonText;
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
        return stored.build();
    }

    static PlannedCall planned(Fields in) {
        return new PlannedCall(
                call(in.fields("call")),
                in.constant("owner", ToolOwner.class),
                in.flag("repeatable"),
                in.has("when_unknown")
                        ? in.constant("when_unknown", OutcomePolicy.class)
                        : WHEN_NOT_SAID);
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
        return JsonObject.builder()
                .put("read_only", hints.readOnly())
                .put("destructive", hints.destructive())
                .put("idempotent", hints.idempotent())
                .put("open_world", hints.openWorld())
                .put("long_running", hints.longRunning())
                .build();
    }

    static ToolHints hints(Fields in) {
        return new ToolHints(
                in.flag("read_only"),
                in.flag("destructive"),
                in.flag("idempotent"),
                in.flag("open_world"),
                in.flag("long_running"));
    }
}
