package dev.perdure.rest.everruns.current;

import dev.perdure.engine.session.ApprovalDraft;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.tool.Approval;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.List;
import java.util.Optional;

/** Calls that a person has to allow: asked for, decided, and told. */
final class ApprovalWire {

    /** Who decides through this door, which knows nobody by name. */
    private static final String BY = "api";

    /** Of the arguments of each call in a list across sessions: so a page of calls is bounded. */
    static final int EXCERPT_CHARACTERS_MAX = 2_000;

    /** What a decision may hold. */
    private static final List<String> MEMBERS =
            List.of("decision", "hash", "arguments", "arguments_text", "comment");

    private ApprovalWire() {}

    static JsonObject asked(StepEvent.ApprovalRequested asked) {
        return call(
                        JsonObject.builder()
                                .put("turn_id", WireId.TURN.write(asked.turn().value())),
                        asked.call())
                .put("hash", asked.hash().value())
                .put("rule", asked.rule())
                .put("asked_at", WireTime.write(asked.askedAt()))
                .build();
    }

    /** The call for programs, byte for byte, and as a person can trust their eyes with it. */
    static JsonObjectBuilder call(JsonObjectBuilder body, ToolCall call) {
        return body.put("tool_call_id", call.id().value())
                .put("tool_name", call.name())
                .put("arguments", ToolWire.arguments(call))
                .put("arguments_text", call.arguments().text())
                .put("arguments_shown", Visible.text(call.arguments().value().toJson()));
    }

    /**
     * The same, or of a call with long arguments the beginning of what a person is shown and how
     * long it is.
     */
    static JsonObjectBuilder excerpt(JsonObjectBuilder body, ToolCall call) {
        String text = call.arguments().text();
        if (text.length() <= EXCERPT_CHARACTERS_MAX) {
            return call(body, call);
        }
        int end = EXCERPT_CHARACTERS_MAX;
        String start =
                text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        return body.put("tool_call_id", call.id().value())
                .put("tool_name", call.name())
                .put("arguments_shown", Visible.text(start))
                .put("arguments_characters", JsonNumber.of(text.length()));
    }

    static JsonObject decided(StepEvent.ApprovalDecided decided) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("turn_id", WireId.TURN.write(decided.turn().value()))
                        .put("tool_call_id", decided.call().value())
                        .put("tool_name", decided.tool())
                        .put("decision", decision(decided.approval()))
                        .put("hash", decided.hash().value());
        if (decided.edited() != null) {
            ToolCall edited = new ToolCall(decided.call(), decided.tool(), decided.edited());
            body.put("arguments", ToolWire.arguments(edited))
                    .put("arguments_text", decided.edited().text());
        }
        return body.put("comment", decided.comment())
                .put("decided_by", decided.by())
                .put("decided_at", WireTime.write(decided.decidedAt()))
                .build();
    }

    /** What a request decides about a call. */
    static ApprovalDraft draft(ToolCallId call, Fields body) {
        requireMeant(body);
        String decision = body.string("decision").orElseThrow(() -> body.missing("decision"));
        CallHash shown = new CallHash(body.string("hash").orElseThrow(() -> body.missing("hash")));
        Optional<JsonText> arguments = arguments(body);
        ApprovalAnswer answer =
                switch (decision) {
                    case "approve" ->
                            arguments
                                    .<ApprovalAnswer>map(ApprovalAnswer.Edit::new)
                                    .orElseGet(ApprovalAnswer.Approve::new);
                    case "reject" -> {
                        if (arguments.isPresent()) {
                            throw RequestProblems.invalid(
                                    "arguments", "go with the decision approve alone.");
                        }
                        yield new ApprovalAnswer.Reject();
                    }
                    default ->
                            throw RequestProblems.invalid("decision", "must be approve or reject.");
                };
        return new ApprovalDraft(call, shown, answer, BY, body.string("comment").orElse(""));
    }

    /**
     * A member that is misspelt, or null, is no way to say that the call may run as the model made
     * it: whoever sends it means something else.
     */
    private static void requireMeant(Fields body) {
        for (String name : body.names()) {
            if (!MEMBERS.contains(name)) {
                throw RequestProblems.invalid(
                        name, "is none of the members of a decision: " + MEMBERS + ".");
            }
            if (body.value(name).isEmpty()) {
                throw RequestProblems.invalid(name, "must not be null; leave it out.");
            }
        }
    }

    /** A string holds the exact text that is to run; anything else is written canonically. */
    private static Optional<JsonText> arguments(Fields body) {
        Optional<String> text = body.string("arguments_text");
        Optional<JsonValue> value = body.value("arguments");
        if (text.isPresent() && value.isPresent()) {
            throw RequestProblems.invalid("arguments", "or arguments_text, not both.");
        }
        return text.isPresent()
                ? Optional.of(
                        JsonText.of(text.get())
                                .getOrElseThrow(problem ->
                                        RequestProblems.invalid("arguments_text", "is not JSON.")))
                : value.map(JsonText::of);
    }

    private static String decision(Approval approval) {
        return switch (approval) {
            case APPROVED -> "approved";
            case EDITED -> "edited";
            case REJECTED -> "rejected";
        };
    }
}
