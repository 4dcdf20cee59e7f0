package dev.perdure.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.http.Reply;
import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Allowances;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.toolserver.ServedCall;
import dev.perdure.engine.toolserver.ServerAccess;
import dev.perdure.engine.toolserver.ServerAnswer;
import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.tools.schema.SchemaCheck;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ToolServerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServersTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private EgressClient client;
    private McpServers servers;

    @BeforeAll
    void open() {
        client = EgressClient.create(EgressConfig.DEFAULT);
        servers =
                new McpServers(
                        () -> client,
                        AddressPolicy.CONFIGURED,
                        AddressPolicy.CONFIGURED,
                        new SchemaCheck(),
                        "1.2.3");
    }

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void a_server_of_the_newer_revision_is_asked_without_a_handshake() throws Exception {
        try (PlayedServer server = PlayedServer.modern(request -> says(request, "seen"))) {
            server.offers("[" + PlayedServer.TOOL + "," + tool("hear") + "]");

            assertThat(names(listed(server))).containsExactly("look", "hear");
            assertThat(called(server, "look").output()).isEqualTo("seen");

            assertThat(server.asked("initialize")).isEmpty();
            assertThat(server.asked("server/discover")).hasSize(1);
            JsonObject call = server.asked("tools/call").getFirst().object("params").orElseThrow();
            assertThat(call.object("_meta").orElseThrow().string("dev.perdure/idempotencyKey"))
                    .hasValue("the-key");
            assertThat(server.requests().getLast().header("mcp-name")).hasValue("look");
            assertThat(server.requests().getLast().header("x-tenant")).hasValue("me");
        }
    }

    @Test
    void a_server_that_knows_only_the_older_revision_is_greeted_as_that_one_has_it()
            throws Exception {
        try (PlayedServer server = PlayedServer.legacy(request -> says(request, "seen"))) {
            assertThat(names(listed(server))).containsExactly("look");
            assertThat(called(server, "look").output()).isEqualTo("seen");

            assertThat(server.sessions()).isEqualTo(1);
            assertThat(server.asked("notifications/initialized")).hasSize(1);
            assertThat(server.requests().getLast().header("mcp-protocol-version"))
                    .hasValue("2025-11-25");
        }
    }

    @Test
    void a_session_that_was_forgotten_is_begun_anew_once() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (PlayedServer server =
                PlayedServer.legacy(request -> {
                    calls.incrementAndGet();
                    return says(request, "seen");
                })) {
            listed(server);
            server.forgetSession();

            assertThat(called(server, "look").output()).isEqualTo("seen");

            assertThat(server.sessions()).isEqualTo(2);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void an_answer_may_come_as_a_stream_with_other_things_before_it() throws Exception {
        try (PlayedServer server =
                PlayedServer.legacy(request ->
                        Reply.events(
                                "id: 1\ndata: \n\n"
                                        + event(
                                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progress\":1}}")
                                        + event(
                                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}")
                                        + event(
                                                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}")
                                        + event(
                                                PlayedServer.result(
                                                        request,
                                                        "{\"content\":[{\"type\":\"text\",\"text\":\"seen\"}]}"))))) {
            ServerAnswer answer = servers.call(access(server), call("look", LONG));

            assertThat(answer)
                    .isEqualTo(new ServerAnswer.Answered(ToolResult.success("seen"), true));
            Await.until(
                    LONG,
                    "the server's question is answered",
                    () ->
                            server.requests().stream()
                                    .map(PlayedServer::body)
                                    .anyMatch(body ->
                                            body.get("result").isPresent()
                                                    && body.longValue("id").orElse(0) == 7));
        }
    }

    @Test
    void what_a_tool_says_went_wrong_is_told_and_so_is_the_servers_own_no() throws Exception {
        try (PlayedServer server =
                PlayedServer.modern(request ->
                        name(request).equals("look")
                                ? Reply.of(
                                        200,
                                        "application/json",
                                        PlayedServer.result(
                                                request,
                                                "{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"Too dark.\"}]}"))
                                : Reply.of(
                                        200,
                                        "application/json",
                                        PlayedServer.error(
                                                request,
                                                -32602,
                                                "Unknown tool",
                                                JsonObject.empty())))) {
            assertThat(called(server, "look")).isEqualTo(ToolResult.error("Too dark."));
            assertThat(called(server, "smell"))
                    .isEqualTo(ToolResult.error("The server says no: Unknown tool"));
        }
    }

    @Test
    void a_call_nobody_waits_for_any_more_is_cancelled_at_the_server() throws Exception {
        try (PlayedServer legacy =
                        PlayedServer.legacy(request -> exchange -> exchange.staySilent());
                PlayedServer modern =
                        PlayedServer.modern(request -> exchange -> exchange.staySilent())) {
            interrupted(legacy);
            interrupted(modern);

            Await.until(
                    LONG,
                    "the cancel is told",
                    () -> legacy.asked("notifications/cancelled").size() == 1);
            Await.until(
                    LONG,
                    "the connections are closed",
                    () -> legacy.hangUps() > 0 && modern.hangUps() > 0);
            assertThat(
                            legacy.asked("notifications/cancelled")
                                    .getFirst()
                                    .object("params")
                                    .flatMap(params -> params.string("requestId")))
                    .isEqualTo(legacy.asked("tools/call").getFirst().string("id"));
            assertThat(modern.asked("notifications/cancelled")).isEmpty();
        }
    }

    @Test
    void of_a_call_that_was_cut_off_nobody_knows_what_became() throws Exception {
        lost(request -> exchange -> exchange.reset());
        lost(request ->
                exchange -> {
                    exchange.beginEvents();
                    exchange.chunk(": still there\n\n");
                    exchange.cut();
                });
        lost(request -> Reply.events(": and then nothing\n\n"));
        lost(request -> Reply.of(200, "text/html", "<p>Welcome"));
        lost(request -> Reply.of(200, "application/json", "{\"jsonrpc\":"));
        lost(request -> Reply.of(502, "text/plain", "Bad gateway"));
        lost(request ->
                Reply.of(
                        200,
                        "application/json",
                        "{\"jsonrpc\":\"2.0\",\"id\":\"of another\",\"result\":{}}"));
    }

    @Test
    void a_server_that_never_answers_is_waited_for_as_long_as_there_is_time() throws Exception {
        try (PlayedServer server =
                PlayedServer.modern(request -> exchange -> exchange.staySilent())) {
            listed(server);

            assertThat(servers.call(access(server), call("look", Duration.ofSeconds(3))))
                    .isInstanceOf(ServerAnswer.Lost.class);
        }
    }

    @Test
    void an_answer_without_end_is_given_up_before_it_fills_the_memory() throws Exception {
        String much = "x".repeat(1024 * 1024);
        lost(request ->
                exchange -> {
                    exchange.raw("HTTP/1.1 200 x\r\ncontent-type: application/json\r\n\r\n\"");
                    for (int i = 0; i < 50; i++) {
                        exchange.raw(much);
                    }
                });
        String note =
                event(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\""
                                + much
                                + "\"}}");
        lost(request ->
                exchange -> {
                    exchange.beginEvents();
                    while (true) {
                        exchange.chunk(note);
                    }
                });
    }

    @Test
    void a_redirect_is_not_followed_and_an_address_that_may_not_be_asked_is_not() throws Exception {
        try (PlayedServer server =
                PlayedServer.modern(request ->
                        exchange -> exchange.answer(307, "location: http://127.0.0.1:1/", ""))) {
            assertThat(servers.call(access(server), call("look", LONG)))
                    .isEqualTo(
                            new ServerAnswer.NotDone(
                                    "The server answered with a redirect, which is not followed."));
        }
        try (PlayedServer server = PlayedServer.modern(request -> says(request, "seen"))) {
            McpServers bound =
                    new McpServers(
                            () -> client,
                            AddressPolicy.publicInternet(Allowances.NONE),
                            AddressPolicy.CONFIGURED,
                            new SchemaCheck(),
                            "1");

            assertThat(bound.list(access(server), LONG)).isInstanceOf(ServerListing.Failed.class);
            assertThat(bound.call(access(server), call("look", LONG)))
                    .isInstanceOf(ServerAnswer.NotDone.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void headers_are_sent_over_connections_that_nobody_can_listen_to() {
        McpServers bound =
                new McpServers(
                        () -> client,
                        AddressPolicy.CONFIGURED,
                        AddressPolicy.providers(Allowances.NONE),
                        new SchemaCheck(),
                        "1");
        ToolServerId id = new ToolServerId(new UUID(1, 1));
        String plain = "http://192.0.2.1/mcp";

        assertThat(bound.objection(new ServerAccess(id, 1, "a", plain, Map.of()))).isEmpty();
        assertThat(bound.objection(new ServerAccess(id, 1, "a", plain, Map.of("k", "v"))))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("encrypted"));
        assertThat(bound.objection(new ServerAccess(id, 1, "a", plain, Map.of("k", "v\n"))))
                .contains("The header k cannot be sent.");
    }

    @Test
    void a_server_that_puts_a_call_off_gets_back_what_it_said_and_not_for_ever() throws Exception {
        try (PlayedServer server =
                PlayedServer.modern(request ->
                        params(request).string("requestState").isPresent()
                                ? says(request, params(request).string("requestState").orElse(""))
                                : putOff(request, "later"))) {
            assertThat(called(server, "look").output()).isEqualTo("later");
        }
        try (PlayedServer server = PlayedServer.modern(request -> putOff(request, "never"))) {
            assertThat(called(server, "look"))
                    .isEqualTo(ToolResult.error("The server put the call off again and again."));
            assertThat(server.asked("tools/call")).hasSize(McpServers.ROUNDS_MAX);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"structuredContent\":{}}",
                "{\"structuredContent\":[7]}",
                "{\"structuredContent\":{\"height\":\"tall\"}}"
            })
    void an_answer_that_is_not_what_the_tool_promises_is_an_error(String answer) throws Exception {
        ToolResult result = promised(answer);

        assertThat(result.status()).isEqualTo(ToolStatus.ERROR);
        assertThat(result.error()).contains("not of the form it promises");
    }

    @Test
    void an_answer_that_is_what_the_tool_promises_is_passed_on() throws Exception {
        assertThat(promised("{\"structuredContent\":{\"height\":7}}"))
                .isEqualTo(ToolResult.success("{\"height\":7}"));
    }

    private ToolResult promised(String answer) throws Exception {
        try (PlayedServer server =
                PlayedServer.modern(request ->
                        Reply.of(200, "application/json", PlayedServer.result(request, answer)))) {
            JsonObject promise =
                    (JsonObject)
                            Json.parse(
                                            "{\"type\":\"object\",\"required\":[\"height\"],"
                                                    + "\"properties\":{\"height\":{\"type\":\"integer\"}}}")
                                    .get();
            ServedCall call =
                    new ServedCall(
                            "look.at",
                            new ServedDefinition(
                                    "", "", JsonObject.empty(), promise, ToolHints.UNKNOWN, ""),
                            JsonObject.empty(),
                            new IdempotencyKey("the-key"),
                            LONG);
            return ((ServerAnswer.Answered) servers.call(access(server), call)).result();
        }
    }

    private void lost(Function<JsonObject, Reply> calls) throws Exception {
        try (PlayedServer server = PlayedServer.modern(calls)) {
            assertThat(servers.call(access(server), call("look", LONG)))
                    .isInstanceOf(ServerAnswer.Lost.class);
            assertThat(server.asked("tools/call")).hasSize(1);
        }
    }

    private void interrupted(PlayedServer server) throws Exception {
        ServerAccess access = access(server);
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                servers.call(access, call("look", LONG));
                            } catch (InterruptedException asExpected) {
                                Thread.currentThread().interrupt();
                            }
                        });
        Await.until(LONG, "the call arrives", () -> !server.asked("tools/call").isEmpty());
        caller.interrupt();
        assertThat(caller.join(LONG)).isTrue();
    }

    private List<ServerListing.Named> listed(PlayedServer server) throws InterruptedException {
        return ((ServerListing.Listed) servers.list(access(server), LONG)).tools();
    }

    private static List<String> names(List<ServerListing.Named> tools) {
        return tools.stream().map(ServerListing.Named::name).toList();
    }

    private ToolResult called(PlayedServer server, String tool) throws InterruptedException {
        return ((ServerAnswer.Answered) servers.call(access(server), call(tool, LONG))).result();
    }

    private static ServerAccess access(PlayedServer server) {
        UUID id = UUID.nameUUIDFromBytes(server.address().getBytes(StandardCharsets.UTF_8));
        return new ServerAccess(
                new ToolServerId(id), 1, "played", server.address(), Map.of("X-Tenant", "me"));
    }

    private static ServedCall call(String tool, Duration time) {
        return new ServedCall(
                tool,
                new ServedDefinition(
                        "", "", JsonObject.empty(), JsonObject.empty(), ToolHints.UNKNOWN, ""),
                JsonObject.empty(),
                new IdempotencyKey("the-key"),
                time);
    }

    private static Reply says(JsonObject request, String text) {
        return PlayedServer.says(request, text);
    }

    private static Reply putOff(JsonObject request, String state) {
        return Reply.of(
                200,
                "application/json",
                PlayedServer.result(
                        request,
                        "{\"resultType\":\"input_required\",\"requestState\":\"" + state + "\"}"));
    }

    private static JsonObject params(JsonObject request) {
        return request.object("params").orElseThrow();
    }

    private static String name(JsonObject request) {
        return params(request).string("name").orElse("");
    }

    private static String tool(String name) {
        return "{\"name\":\"" + name + "\",\"inputSchema\":{\"type\":\"object\"}}";
    }

    private static String event(String data) {
        return "event: message\ndata: " + data + "\n\n";
    }
}
