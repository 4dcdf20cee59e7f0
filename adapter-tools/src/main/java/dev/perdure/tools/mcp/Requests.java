package dev.perdure.tools.mcp;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressRequest;
import dev.perdure.engine.toolserver.ServerAccess;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Writes the requests to one server. */
final class Requests {

    private static final String PREFIX = "io.modelcontextprotocol/";

    private final ServerAccess access;
    private final String programVersion;

    Requests(ServerAccess access, String programVersion) {
        this.access = access;
        this.programVersion = programVersion;
    }

    /** A request, before it is put on a wire. */
    record Ask(String method, JsonObject params, JsonObject meta, Map<String, String> headers) {

        static Ask plain(String method) {
            return new Ask(method, JsonObject.empty(), JsonObject.empty(), Map.of());
        }
    }

    static String freshId() {
        return UUID.randomUUID().toString();
    }

    /** The request as the revision of the session has it. */
    EgressRequest of(Session session, Ask ask, String id, Duration total) {
        Map<String, String> headers = headers(session);
        JsonObjectBuilder meta = JsonObject.builder();
        ask.meta().members().forEach(member -> meta.put(member.name(), member.value()));
        if (session instanceof Session.Modern) {
            headers.put("Mcp-Method", ask.method());
            headers.putAll(ask.headers());
            meta.put(PREFIX + "protocolVersion", session.version())
                    .put(PREFIX + "clientInfo", implementation())
                    .put(PREFIX + "clientCapabilities", JsonObject.empty());
        }
        JsonObject about = meta.build();
        JsonObjectBuilder params = JsonObject.builder();
        ask.params().members().forEach(member -> params.put(member.name(), member.value()));
        if (!about.members().isEmpty()) {
            params.put("_meta", about);
        }
        return post(
                headers,
                message(ask.method()).put("id", id).put("params", params.build()).build(),
                total);
    }

    /** What begins the revisions with a handshake. */
    EgressRequest initialize(String id, Duration total) {
        JsonObject params =
                JsonObject.builder()
                        .put("protocolVersion", Session.Legacy.VERSION)
                        .put("capabilities", JsonObject.empty())
                        .put("clientInfo", implementation())
                        .build();
        return post(
                new LinkedHashMap<>(access.headers()),
                message("initialize").put("id", id).put("params", params).build(),
                total);
    }

    /** What is said without an answer being waited for. */
    EgressRequest notification(Session session, String method, JsonObject params, Duration total) {
        JsonObjectBuilder message = message(method);
        if (!params.members().isEmpty()) {
            message.put("params", params);
        }
        return post(headers(session), message.build(), total);
    }

    /** The answer to a question of the server. */
    EgressRequest answer(Session session, JsonObject question, Duration total) {
        JsonObjectBuilder answer = JsonObject.builder().put("jsonrpc", "2.0");
        question.get("id").ifPresent(id -> answer.put("id", id));
        if (question.string("method").filter("ping"::equals).isPresent()) {
            answer.put("result", JsonObject.empty());
        } else {
            answer.put(
                    "error",
                    JsonObject.builder()
                            .put("code", -32601)
                            .put("message", "Nobody here does this.")
                            .build());
        }
        return post(headers(session), answer.build(), total);
    }

    private Map<String, String> headers(Session session) {
        Map<String, String> headers = new LinkedHashMap<>(access.headers());
        headers.put("MCP-Protocol-Version", session.version());
        if (session instanceof Session.Legacy legacy && !legacy.id().isEmpty()) {
            headers.put(Exchange.SESSION_HEADER, legacy.id());
        }
        return headers;
    }

    private EgressRequest post(Map<String, String> headers, JsonObject body, Duration total) {
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        return new EgressRequest(
                "POST", Destination.of(access.address()), headers, body.toJson(), total);
    }

    private JsonObject implementation() {
        return JsonObject.builder().put("name", "perdure").put("version", programVersion).build();
    }

    private static JsonObjectBuilder message(String method) {
        return JsonObject.builder().put("jsonrpc", "2.0").put("method", method);
    }
}
