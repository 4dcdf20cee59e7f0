package dev.perdure.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.toolserver.ServedCall;
import dev.perdure.engine.toolserver.ServerAccess;
import dev.perdure.engine.toolserver.ServerAnswer;
import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.NetworkAccess;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.schema.SchemaCheck;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ToolServerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are started anew, ask too much or break the rules, and whoever may not ask them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnrulyServersTest {

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
    void whoever_may_not_ask_the_host_asks_nobody() throws Exception {
        try (PlayedServer server = PlayedServer.modern(UnrulyServersTest::seen)) {
            for (NetworkAccess bound :
                    List.of(
                            new NetworkAccess(List.of(), List.of("127.0.0.1")),
                            new NetworkAccess(List.of("www.example"), List.of()),
                            new NetworkAccess(List.of(), List.of(".not-a-host")))) {
                ServerAccess bounded = access(server.address()).within(List.of(bound));

                assertThat(servers.list(bounded, LONG)).isInstanceOf(ServerListing.Failed.class);
                assertThat(servers.call(bounded, call(LONG)))
                        .isInstanceOf(ServerAnswer.NotDone.class);
            }
            assertThat(server.requests()).isEmpty();

            NetworkAccess open = new NetworkAccess(List.of("127.0.0.1"), List.of());
            assertThat(servers.call(access(server.address()).within(List.of(open)), call(LONG)))
                    .isEqualTo(answered("seen"));
        }
    }

    @Test
    void a_server_that_asks_without_end_gets_few_answers_at_once_and_is_given_up()
            throws Exception {
        CountDownLatch tooMany = new CountDownLatch(2 * Asides.AT_ONCE_MAX + 1);
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        String questions =
                "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n\n".repeat(3_000);
        Function<JsonObject, Reply> asking =
                request ->
                        exchange -> {
                            exchange.beginEvents();
                            exchange.chunk(questions);
                            exchange.staySilent();
                        };
        try (PlayedServer server = PlayedServer.legacy(asking)) {
            server.onAnswer(() -> {
                most.accumulateAndGet(held.incrementAndGet(), Math::max);
                tooMany.countDown();
                tooMany.await(20, TimeUnit.MILLISECONDS);
                held.decrementAndGet();
            });

            assertThat(servers.call(access(server.address()), call(LONG)))
                    .isInstanceOf(ServerAnswer.Lost.class);

            Await.until(
                    LONG,
                    "the cancel is told",
                    () -> server.asked("notifications/cancelled").size() == 1);
            assertThat(most.get()).isBetween(1, 2 * Asides.AT_ONCE_MAX);
            assertThat(server.requests().stream().map(PlayedServer::body))
                    .filteredOn(body -> body.get("method").isEmpty())
                    .hasSizeLessThanOrEqualTo(Asides.QUESTIONS_MAX);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void a_server_that_was_started_anew_is_met_anew(int status) throws Exception {
        try (PlayedServer server = PlayedServer.legacy(UnrulyServersTest::seen)) {
            listed(server);
            server.forgetSession(status);

            assertThat(servers.call(access(server.address()), call(LONG)))
                    .isEqualTo(answered("seen"));
            assertThat(server.sessions()).isEqualTo(2);
        }
    }

    @Test
    void a_server_that_speaks_another_revision_since_is_understood() throws Exception {
        try (PlayedServer server = PlayedServer.legacy(UnrulyServersTest::seen)) {
            listed(server);
            server.changeRevision();
            assertThat(servers.call(access(server.address()), call(LONG)))
                    .isEqualTo(answered("seen"));
            assertThat(server.sessions()).isEqualTo(1);

            server.changeRevision();

            assertThat(servers.call(access(server.address()), call(LONG)))
                    .isEqualTo(answered("seen"));
            assertThat(server.sessions()).isEqualTo(2);
        }
    }

    @Test
    void a_server_that_turns_away_what_it_has_read_is_asked_once() throws Exception {
        Function<JsonObject, Reply> choosy =
                request ->
                        Reply.of(
                                400,
                                "application/json",
                                PlayedServer.error(
                                        request, -32602, "No such tool.", JsonObject.empty()));
        try (PlayedServer server = PlayedServer.legacy(choosy)) {
            servers.call(access(server.address()), call(LONG));

            assertThat(server.asked("tools/call")).hasSize(1);
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void a_forgotten_server_is_met_anew() throws Exception {
        try (PlayedServer server = PlayedServer.modern(UnrulyServersTest::seen)) {
            listed(server);
            listed(server);
            servers.forget(access(server.address()).id());
            listed(server);

            assertThat(server.asked("server/discover")).hasSize(2);
        }
    }

    @Test
    void nothing_was_done_by_a_server_nobody_could_begin_with() throws Exception {
        for (Reply opening :
                List.<Reply>of(
                        Reply.of(500, "text/plain", "Not today."),
                        Reply.of(503, "application/json", "{\"error\":{\"code\":1}}"),
                        Reply.of(200, "text/html", "<p>Welcome"),
                        exchange -> exchange.reset())) {
            try (ScriptedServer server = ScriptedServer.start(opening)) {
                assertThat(servers.call(access(server.address()), call(LONG)))
                        .isInstanceOf(ServerAnswer.NotDone.class);
            }
        }
        Reply silence = exchange -> exchange.staySilent();
        try (ScriptedServer server = ScriptedServer.start(silence)) {
            assertThat(servers.call(access(server.address()), call(Duration.ofMillis(200))))
                    .isInstanceOf(ServerAnswer.NotDone.class);
        }
    }

    @Test
    void a_session_that_cannot_be_named_in_a_header_is_not_begun() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start(request -> {
                    JsonObject asked = PlayedServer.body(request);
                    boolean greets =
                            asked.string("method").filter("initialize"::equals).isPresent();
                    return greets
                            ? exchange ->
                                    exchange.answer(
                                            200,
                                            "content-type: application/json\nmcp-session-id: café",
                                            PlayedServer.result(
                                                    asked, "{\"protocolVersion\":\"2025-11-25\"}"))
                            : Reply.of(404, "text/plain", "What?");
                })) {
            assertThat(servers.list(access(server.address()), LONG))
                    .isEqualTo(
                            new ServerListing.Failed(
                                    "The server names a session as its protocol does not."));
        }
    }

    @Test
    void a_legacy_server_is_told_whenever_nobody_listens_any_more() throws Exception {
        String much = "x".repeat(1024 * 1024);
        cancelled(request ->
                exchange -> {
                    exchange.raw("HTTP/1.1 200 x\r\ncontent-type: application/json\r\n\r\n\"");
                    for (int i = 0; i < 50; i++) {
                        exchange.raw(much);
                    }
                });
        cancelled(request -> exchange -> exchange.reset());
    }

    @Test
    void an_error_of_no_request_is_an_answer_to_the_one_it_comes_back_to() throws Exception {
        try (PlayedServer server =
                PlayedServer.modern(request ->
                        Reply.of(
                                200,
                                "application/json",
                                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"What?\"}}"))) {
            assertThat(servers.call(access(server.address()), call(LONG)))
                    .isEqualTo(
                            new ServerAnswer.Answered(
                                    ToolResult.error("The server says no: What?"), false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tools\":{}}", "{\"tools\":null}"})
    void what_is_no_list_does_not_say_that_there_are_no_tools(String result) throws Exception {
        try (PlayedServer server = PlayedServer.modern(UnrulyServersTest::seen)) {
            server.lists(result);

            assertThat(servers.list(access(server.address()), LONG))
                    .isEqualTo(
                            new ServerListing.Failed(
                                    "What the server answered is no list of tools."));
        }
    }

    private void cancelled(Function<JsonObject, Reply> calls) throws Exception {
        try (PlayedServer server = PlayedServer.legacy(calls)) {
            assertThat(servers.call(access(server.address()), call(LONG)))
                    .isInstanceOf(ServerAnswer.Lost.class);
            Await.until(
                    LONG,
                    "the cancel is told",
                    () -> server.asked("notifications/cancelled").size() == 1);
        }
    }

    private void listed(PlayedServer server) throws InterruptedException {
        assertThat(servers.list(access(server.address()), LONG))
                .isInstanceOf(ServerListing.Listed.class);
    }

    private static Reply seen(JsonObject request) {
        return PlayedServer.says(request, "seen");
    }

    private static ServerAnswer answered(String text) {
        return new ServerAnswer.Answered(ToolResult.success(text), false);
    }

    private static ServerAccess access(String address) {
        UUID id = UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8));
        return new ServerAccess(new ToolServerId(id), 1, "played", address, Map.of());
    }

    private static ServedCall call(Duration time) {
        return new ServedCall(
                "look",
                new ServedDefinition(
                        "", "", JsonObject.empty(), JsonObject.empty(), ToolHints.UNKNOWN, ""),
                JsonObject.empty(),
                new IdempotencyKey("the-key"),
                time);
    }
}
