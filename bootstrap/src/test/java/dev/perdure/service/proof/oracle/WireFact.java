package dev.perdure.service.proof.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the wire tells one stored record: the event's type, and what must stand in its {@code data}.
 *
 * @param members JSON pointers into the frame's data
 */
record WireFact(String type, Map<String, JsonNode> members) {

    static WireFact of(StoredRecord stored) {
        return switch (stored.type()) {
            case "session.opened" -> opened(stored);
            case "settings.changed" -> settingsChanged(stored);
            case "head.moved" -> to("session.head_moved").number("to_sequence", stored, "to").end();
            case "message.received" -> message("input.message", stored);
            case "message.queued" -> became("input.message.queued", stored, "behind", "behind");
            case "message.steered" ->
                    becoming("input.message.steered", stored, "into", "into")
                            .number("iteration", stored, "step")
                            .end();
            case "message.interrupted" ->
                    became("input.message.interrupted", stored, "interrupted", "interrupted");
            case "session.activated" ->
                    ofTurn("session.activated", stored)
                            .message("input_message_id", stored, "input")
                            .end();
            case "turn.started" ->
                    ofTurn("turn.started", stored)
                            .message("input_message_id", stored, "input")
                            .end();
            case "cancel.requested" ->
                    ofTurn("turn.cancel_requested", stored).text("reason", stored, "reason").end();
            case "turn.completed" -> turnCompleted(stored);
            case "turn.failed" ->
                    ofTurn("turn.failed", stored)
                            .text("error", stored, "sentence")
                            .text("error_code", stored, "reason")
                            .usage("usage", stored)
                            .end();
            case "turn.cancelled" ->
                    ofTurn("turn.cancelled", stored)
                            .text("reason", stored, "reason")
                            .usage("usage", stored)
                            .end();
            case "turn.sealed" ->
                    ofTurn("turn.failed", stored)
                            .is("error_code", "turn_sealed_" + stored.text("reason"))
                            .usage("usage", stored)
                            .end();
            case "session.idled" -> ofTurn("session.idled", stored).end();
            case "act.started" -> calls("act.started", stored, "/call");
            case "client_tools.requested" -> calls("tool.call_requested", stored, "");
            case "tool.started" -> toolStarted(stored);
            case "tool.outcome_unknown" -> tool("tool.outcome_unknown", stored).end();
            case "tool.delegated" ->
                    tool("tool.delegated", stored)
                            .is("subagent_session_id", WireIds.of("session", stored.text("task")))
                            .end();
            case "ruling.requested" -> tool("tool.decision_requested", stored).end();
            case "approval.requested" ->
                    to("tool.approval_requested")
                            .is("tool_call_id", stored.payload().at("/call/id").asText())
                            .is("tool_name", stored.payload().at("/call/name").asText())
                            .is("arguments_text", stored.payload().at("/call/arguments").asText())
                            .text("hash", stored, "hash")
                            .end();
            case "approval.decided" ->
                    tool("tool.approval_decided", stored)
                            .text("decision", stored, "approval")
                            .text("hash", stored, "hash")
                            .text("comment", stored, "comment")
                            .end();
            case "outcome.ruled" ->
                    tool("tool.decided", stored)
                            .is("decision", decision(stored.text("ruling")))
                            .end();
            case "tool.completed" -> toolCompleted(stored);
            case "act.completed" ->
                    to("act.completed")
                            .number("success_count", stored, "succeeded")
                            .number("error_count", stored, "failed")
                            .end();
            default -> reasoning(stored);
        };
    }

    private static WireFact reasoning(StoredRecord stored) {
        return switch (stored.type()) {
            case "reason.started" ->
                    to("reason.started").text("metadata/model", stored, "model").end();
            case "output.started" ->
                    ofTurn("output.message.started", stored)
                            .message("message_id", stored, "message")
                            .put("iteration", IntNode.valueOf(stored.step()))
                            .text("model", stored, "model")
                            .end();
            case "output.delta" -> piece("output.message.delta", stored);
            case "thinking.delta" -> piece("reason.thinking.delta", stored);
            case "thinking.completed" ->
                    ofTurn("reason.thinking.completed", stored)
                            .text("thinking", stored, "text")
                            .end();
            case "reason.completed" ->
                    to("reason.completed")
                            .put("success", BooleanNode.TRUE)
                            .number("tool_call_count", stored, "tool_calls")
                            .duration("duration_ms", stored)
                            .usage("usage", stored)
                            .end();
            case "reason.failed" ->
                    to("reason.completed")
                            .put("success", BooleanNode.FALSE)
                            .is("error", stored.payload().at("/failure/detail").asText())
                            .duration("duration_ms", stored)
                            .end();
            case "generation.recorded" ->
                    to("llm.generation")
                            .text("metadata/model", stored, "model")
                            .put("metadata/success", BooleanNode.TRUE)
                            .text("metadata/finish_reasons/0", stored, "finish")
                            .duration("metadata/duration_ms", stored)
                            .usage("metadata/usage", stored)
                            .end();
            case "output.completed" -> message("output.message.completed", stored);
            case "model.switched" ->
                    ofTurn("reason.failover", stored)
                            .text("from", stored, "from")
                            .text("to", stored, "to")
                            .text("error", stored, "why")
                            .end();
            case "context.reduced" ->
                    ofTurn("context.reduced", stored)
                            .text("reduction", stored, "reduction")
                            .text("error", stored, "why")
                            .end();
            case "context.compacting" ->
                    ofTurn("context.compacting", stored).text("model", stored, "model").end();
            case "context.compacted" ->
                    ofTurn("context.compacted", stored)
                            .number("input_tokens_before", stored, "tokens_before")
                            .number("input_tokens_after", stored, "tokens_after")
                            .duration("duration_ms", stored)
                            .usage("usage", stored)
                            .end();
            case "context.compaction_failed" ->
                    ofTurn("context.compaction.failed", stored)
                            .text("error", stored, "why")
                            .duration("duration_ms", stored)
                            .end();
            case "budget.reached" ->
                    budget(
                            stored.payload().path("paused").asBoolean()
                                    ? "budget.paused"
                                    : "budget.exhausted",
                            stored);
            case "budget.resumed" -> budget("budget.resumed", stored);
            case "budget.warned" -> budget("budget.warning", stored);
            case "attempt.superseded" ->
                    ofTurn("reason.recovered", stored).is("mode", "restart").end();
            default -> throw new AssertionError("This oracle does not know " + stored.type());
        };
    }

    private static WireFact opened(StoredRecord stored) {
        JsonNode settings = stored.payload().path("settings");
        Words words =
                to("session.started")
                        .is("harness_id", WireIds.of("harness", settings.path("harness").asText()));
        if (settings.has("agent")) {
            words.is("agent_id", WireIds.of("agent", settings.path("agent").asText()));
        }
        return words.end();
    }

    private static WireFact settingsChanged(StoredRecord stored) {
        String title = stored.payload().at("/settings/title").asText();
        boolean retitled = !title.equals(stored.text("previous_title"));
        return to(retitled ? "session.title.updated" : "session.settings_changed")
                .is("title", title)
                .put("tags", stored.payload().at("/settings/tags"))
                .end();
    }

    private static WireFact message(String type, StoredRecord stored) {
        JsonNode message = stored.payload().path("message");
        Words words =
                to(type).is("message/id", WireIds.of("message", message.path("id").asText()))
                        .is("message/role", message.path("role").asText());
        int place = 0;
        for (JsonNode part : message.path("content")) {
            String at = "message/content/" + place + "/";
            switch (part.path("part").asText()) {
                case "text" ->
                        words.is(at + "type", "text").is(at + "text", part.path("text").asText());
                case "tool_use" ->
                        words.is(at + "type", "tool_call")
                                .is(at + "id", part.at("/call/id").asText())
                                .is(at + "name", part.at("/call/name").asText());
                case "thinking" -> place--;
                default -> throw new AssertionError("This oracle does not know the part " + part);
            }
            place++;
        }
        words.absent("message/content/" + place);
        if (!message.path("metadata").isEmpty()) {
            words.put("message/metadata", message.path("metadata"));
        }
        return words.end();
    }

    private static WireFact turnCompleted(StoredRecord stored) {
        return ofTurn("turn.completed", stored)
                .number("iterations", stored, "steps")
                .number("tool_call_count", stored, "tool_calls")
                .number("llm_call_count", stored, "model_calls")
                .message("final_message_id", stored, "answer")
                .duration("duration_ms", stored)
                .usage("usage", stored)
                .end();
    }

    private static WireFact calls(String type, StoredRecord stored, String within) {
        Words words = to(type);
        int place = 0;
        for (JsonNode planned : stored.payload().path("calls")) {
            JsonNode call = planned.at(within);
            words.is("tool_calls/" + place + "/id", call.path("id").asText());
            words.is("tool_calls/" + place + "/name", call.path("name").asText());
            place++;
        }
        return words.absent("tool_calls/" + place).end();
    }

    private static String decision(String ruling) {
        return switch (ruling) {
            case "run_again" -> "rerun";
            case "take_result" -> "result";
            case "tell_model" -> "fail_to_model";
            default -> throw new AssertionError("This oracle does not know the ruling " + ruling);
        };
    }

    private static WireFact toolStarted(StoredRecord stored) {
        JsonNode call = stored.payload().path("call");
        return to("tool.started")
                .is("tool_call/id", call.path("id").asText())
                .is("tool_call/name", call.path("name").asText())
                .put("tool_call/arguments", LogOracle.json(call.path("arguments").asText()))
                .end();
    }

    private static WireFact toolCompleted(StoredRecord stored) {
        JsonNode result = stored.payload().path("result");
        boolean success = result.path("status").asText().equals("success");
        Words words =
                tool("tool.completed", stored)
                        .put("success", BooleanNode.valueOf(success))
                        .duration("duration_ms", stored);
        return success
                ? words.is("result/0/text", result.path("output").asText()).end()
                : words.is("error", result.path("error").asText()).end();
    }

    private static Words tool(String type, StoredRecord stored) {
        return to(type).text("tool_call_id", stored, "call").text("tool_name", stored, "tool");
    }

    private static WireFact piece(String type, StoredRecord stored) {
        return ofTurn(type, stored)
                .message("message_id", stored, "message")
                .text("delta", stored, "text")
                .end();
    }

    private static Words to(String type) {
        return new Words(type);
    }

    private static WireFact became(String type, StoredRecord stored, String member, String from) {
        return becoming(type, stored, member, from).end();
    }

    /** What became of a message that arrived during another turn. */
    private static Words becoming(String type, StoredRecord stored, String member, String from) {
        return ofTurn(type, stored)
                .message("message_id", stored, "message")
                .is(member + "_turn_id", WireIds.of("turn", stored.text(from)));
    }

    private static WireFact budget(String type, StoredRecord stored) {
        return to(type).is("budget_id", WireIds.of("budget", stored.text("budget")))
                .text("currency", stored, "currency")
                .text("message", stored, "sentence")
                .end();
    }

    private static Words ofTurn(String type, StoredRecord stored) {
        return to(type).is("turn_id", WireIds.of("turn", stored.turn()));
    }

    /** Collects the members of one event's data. */
    private static final class Words {

        private final String type;
        private final Map<String, JsonNode> members = new LinkedHashMap<>();

        Words(String type) {
            this.type = type;
        }

        Words put(String member, JsonNode value) {
            members.put("/data/" + member, value);
            return this;
        }

        Words is(String member, String value) {
            return put(member, new TextNode(value));
        }

        Words absent(String member) {
            return put(member, MissingNode.getInstance());
        }

        Words text(String member, StoredRecord stored, String from) {
            return is(member, stored.text(from));
        }

        Words number(String member, StoredRecord stored, String from) {
            return put(member, LongNode.valueOf(stored.payload().path(from).asLong()));
        }

        Words message(String member, StoredRecord stored, String from) {
            return is(member, WireIds.of("message", stored.text(from)));
        }

        Words duration(String member, StoredRecord stored) {
            Duration duration = Duration.parse(stored.text("duration"));
            return put(member, LongNode.valueOf(duration.toMillis()));
        }

        Words usage(String member, StoredRecord stored) {
            JsonNode usage = stored.payload().path("usage");
            put(member + "/input_tokens", LongNode.valueOf(usage.path("input").asLong()));
            return put(member + "/output_tokens", LongNode.valueOf(usage.path("output").asLong()));
        }

        WireFact end() {
            return new WireFact(type, members);
        }
    }
}
