package dev.perdure.rest.everruns.current;

import dev.perdure.engine.toolserver.ToolServerDraft;
import dev.perdure.engine.toolserver.ToolServerEdit;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client says of an MCP server. */
record McpServerRequest(Fields body) {

    ToolServerDraft draft() {
        checkTransport();
        return new ToolServerDraft(
                body.string("name").orElseThrow(() -> body.missing("name")),
                body.string("url").orElseThrow(() -> body.missing("url")),
                headers().orElse(Map.of()),
                body.strings("allowed_tools").orElse(List.of()),
                body.bool("trust_hints").orElse(false),
                body.bool("enabled").orElse(true));
    }

    ToolServerEdit edit() {
        checkTransport();
        if (body.has("name")) {
            throw RequestProblems.invalid("name", "cannot be changed: tools are named after it.");
        }
        return new ToolServerEdit(
                body.string("url").orElse(null),
                headers().orElse(null),
                body.strings("allowed_tools").orElse(null),
                body.bool("trust_hints").orElse(null),
                body.bool("enabled").orElse(null));
    }

    /** What was looked at of each tool, by the name the server has for it. */
    Map<String, String> hashes() {
        JsonObject tools = body.object("tools").orElseThrow(() -> body.missing("tools"));
        return texts(tools, "tools");
    }

    private Optional<Map<String, String>> headers() {
        return body.object("headers").map(headers -> texts(headers, "headers"));
    }

    private Map<String, String> texts(JsonObject object, String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (JsonMember each : object.members()) {
            if (!(each.value() instanceof JsonString text)) {
                throw body.wrong(member + "." + each.name(), "a string");
            }
            texts.put(each.name(), text.value());
        }
        return texts;
    }

    /** A server that is started as a program of this machine is never taken from a request. */
    private void checkTransport() {
        if (body.has("command")
                || body.has("args")
                || body.string("type").filter("stdio"::equals).isPresent()) {
            throw RequestProblems.invalid(
                    body.has("command") ? "command" : "type",
                    "names a program to start, which no request can: only servers with a url are"
                            + " kept.");
        }
    }
}
