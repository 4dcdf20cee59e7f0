package dev.perdure.tools.mcp;

import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A server of one revision of the protocol, as strict as it may be; what it does with a call is the
 * test's to say.
 */
final class PlayedServer implements AutoCloseable {

    static final String TOOL =
            """
            {"name":"look","description":"Looks.","inputSchema":{"type":"object"}}\
            """;

    private final ScriptedServer server;
    private volatile boolean modern;
    private volatile int unknownSession = 404;
    private final Function<JsonObject, Reply> calls;
    private final AtomicInteger sessions = new AtomicInteger();
    private volatile String session = "";
    private volatile Callback onAnswer = () -> {};
    private volatile String list = "";
    private volatile String tools = "[" + TOOL + "]";

    private PlayedServer(boolean modern, Function<JsonObject, Reply> calls) {
        this.modern = modern;
        this.calls = calls;
        this.server = ScriptedServer.start(this::reply);
    }

    /** One of the newest revision. */
    static PlayedServer modern(Function<JsonObject, Reply> calls) {
        return new PlayedServer(true, calls);
    }

    /** One of the revision with a handshake, which knows no other. */
    static PlayedServer legacy(Function<JsonObject, Reply> calls) {
        return new PlayedServer(false, calls);
    }

    /** An answer to a call that says this. */
    static Reply says(JsonObject request, String text) {
        return Reply.of(
                200,
                "application/json",
                result(
                        request,
                        "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":"
                                + new JsonString(text).toJson()
                                + "}]}"));
    }

    static String result(JsonObject request, String result) {
        return JsonObject.builder()
                .put("jsonrpc", "2.0")
                .put("id", request.string("id").orElse(""))
                .put("result", Json.parse(result).get())
                .build()
                .toJson();
    }

    static String error(JsonObject request, long code, String message, JsonObject data) {
        JsonObjectBuilder error =
                JsonObject.builder().put("code", code).put("message", message).put("data", data);
        return JsonObject.builder()
                .put("jsonrpc", "2.0")
                .put("id", request.string("id").orElse(""))
                .put("error", error.build())
                .build()
                .toJson();
    }

    void offers(String array) {
        tools = array;
    }

    /** Forgets the session it has. */
    void forgetSession() {
        session = "forgotten";
    }

    /** Forgets the session it has, and says so with another status than the protocol asks for. */
    void forgetSession(int status) {
        unknownSession = status;
        forgetSession();
    }

    /** Is replaced by one of the other revision. */
    void changeRevision() {
        modern = !modern;
        forgetSession();
    }

    /** Does this with each answer to a question, before it takes it. */
    void onAnswer(Callback more) {
        onAnswer = more;
    }

    /** Answers whoever asks for its tools with this. */
    void lists(String result) {
        list = result;
    }

    /** What takes its time. */
    interface Callback {

        void run() throws InterruptedException;
    }

    int sessions() {
        return sessions.get();
    }

    String address() {
        return server.address() + "/mcp";
    }

    int hangUps() {
        return server.hangUps();
    }

    List<ReceivedRequest> requests() {
        return server.requests();
    }

    /** The bodies with this method, in the order of arrival. */
    List<JsonObject> asked(String method) {
        return requests().stream()
                .map(PlayedServer::body)
                .filter(body -> body.string("method").filter(method::equals).isPresent())
                .toList();
    }

    static JsonObject body(ReceivedRequest request) {
        return (JsonObject) Json.parse(request.body()).get();
    }

    @Override
    public void close() {
        server.close();
    }

    private void onAnswer() {
        try {
            onAnswer.run();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(ReceivedRequest received) {
        JsonObject request = body(received);
        String method = request.string("method").orElse("");
        if (modern) {
            return modernly(received, request, method);
        }
        if (method.equals("initialize")) {
            session = "session-" + sessions.incrementAndGet();
            return exchange ->
                    exchange.answer(
                            200,
                            "content-type: application/json\nmcp-session-id: " + session,
                            result(
                                    request,
                                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}}"));
        }
        String named = received.header("mcp-session-id").orElse("");
        if (named.isEmpty()) {
            return Reply.of(400, "text/plain", "Say initialize first.");
        }
        if (!named.equals(session)) {
            return Reply.of(
                    unknownSession,
                    "application/json",
                    "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"Bad Request: No valid"
                            + " session ID provided\"},\"id\":null}");
        }
        if (request.get("id").isEmpty() || method.isEmpty()) {
            return exchange -> {
                if (method.isEmpty()) {
                    onAnswer();
                }
                exchange.answer(202, "", "");
            };
        }
        return answered(request, method);
    }

    private Reply modernly(ReceivedRequest received, JsonObject request, String method) {
        JsonObject meta =
                request.object("params")
                        .flatMap(params -> params.object("_meta"))
                        .orElse(JsonObject.empty());
        boolean sound =
                received.header("mcp-protocol-version")
                                .equals(meta.string("io.modelcontextprotocol/protocolVersion"))
                        && received.header("mcp-method").filter(method::equals).isPresent()
                        && meta.object("io.modelcontextprotocol/clientCapabilities").isPresent();
        if (!sound) {
            return Reply.of(
                    400,
                    "application/json",
                    error(request, -32020, "Header mismatch", JsonObject.empty()));
        }
        if (method.equals("server/discover")) {
            return Reply.of(
                    200,
                    "application/json",
                    result(
                            request,
                            "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}}}"));
        }
        return answered(request, method);
    }

    /** One tool a page. */
    private Reply answered(JsonObject request, String method) {
        if (method.equals("tools/call")) {
            return calls.apply(request);
        }
        if (!list.isEmpty()) {
            return Reply.of(200, "application/json", result(request, list));
        }
        List<JsonValue> all = ((JsonArray) Json.parse(tools).get()).elements();
        int page =
                request.object("params")
                        .flatMap(params -> params.string("cursor"))
                        .map(Integer::parseInt)
                        .orElse(0);
        JsonObjectBuilder result =
                JsonObject.builder()
                        .put(
                                "tools",
                                new JsonArray(all.subList(page, Math.min(page + 1, all.size()))));
        if (page + 1 < all.size()) {
            result.put("nextCursor", Integer.toString(page + 1));
        }
        return Reply.of(200, "application/json", result(request, result.build().toJson()));
    }
}
