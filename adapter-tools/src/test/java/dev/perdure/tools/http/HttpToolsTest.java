package dev.perdure.tools.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.contract.http.Exchange;
import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Allowances;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpToolsTest {

    private static final UUID ANY = new UUID(1, 1);
    private static final OrganisationId ORGANISATION = new OrganisationId(ANY);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SECRET = "s3cret-0123456789";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final EgressClient client = keep(EgressClient.create(EgressConfig.DEFAULT));
    private final HttpTools tools =
            new HttpTools(
                    () -> client,
                    AddressPolicy.publicInternet(Allowances.of(List.of("127.0.0.1"))),
                    (session, name, destination) ->
                            name.equals("weather") ? Optional.of(SECRET) : Optional.empty(),
                    InstantSource.fixed(NOW));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void a_described_tool_makes_the_request_it_describes() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(200, "application/json", "{\"degrees\":7}"));

        ToolResult result =
                run(
                        """
                        {"tools":[{"name":"weather","url":"%s/v1/{city}?units={units}",
                        "headers":{"X-Version":"2","authorization":{"secret":"weather","prefix":"Bearer "}},
                        "parameters":{"type":"object","properties":{"city":{},"units":{},"days":{}}}}]}
                        """
                                .formatted(server.address()),
                        "{\"city\":\"New York\",\"units\":\"metric\",\"days\":3}");

        assertThat(result.error()).isEmpty();
        assertThat(result.output())
                .startsWith(host(server) + " answered with status 200.\n")
                .contains("\n{\"degrees\":7}\n");
        ReceivedRequest request = server.requests().getFirst();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/v1/New%20York?units=metric&days=3");
        assertThat(request.header("x-version")).contains("2");
        assertThat(request.header("authorization")).contains("Bearer " + SECRET);
        assertThat(request.headers()).doesNotContainKey("idempotency-key");
    }

    @Test
    void what_neither_path_nor_query_names_is_the_body_and_the_key_goes_along()
            throws InterruptedException {
        ScriptedServer server = serving(Reply.of(201, "text/plain", "made"));

        run(
                """
                {"tools":[{"name":"weather","method":"post","url":"%s/v1/{city}",
                "parameters":{"type":"object","properties":{"city":{},"note":{},"tags":{}}}}]}
                """
                        .formatted(server.address()),
                "{\"city\":\"Bern\",\"note\":\"a\\\"b\\u0000\",\"tags\":[1,2.50]}");

        ReceivedRequest request = server.requests().getFirst();
        assertThat(request.target()).isEqualTo("/v1/Bern");
        assertThat(request.body()).isEqualTo("{\"note\":\"a\\\"b\\u0000\",\"tags\":[1,2.50]}");
        assertThat(request.header("content-type")).contains("application/json");
        assertThat(request.header("idempotency-key")).contains("the-key");
    }

    @Test
    void a_secret_is_in_the_request_and_nowhere_else() throws InterruptedException {
        ScriptedServer server =
                serving(exchange ->
                        exchange.answer(
                                400,
                                "content-type: text/plain",
                                "bad key "
                                        + exchange.request().header("x-api-key").orElse("")
                                        + ", or "
                                        + Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8))
                                        + ", ends in "
                                        + SECRET.substring(5)));
        String config =
                """
                {"tools":[{"name":"weather","url":"%s/","headers":{"x-api-key":{"secret":"weather"}}}]}
                """
                        .formatted(server.address());

        ToolResult result = run(config, "{}");

        assertThat(server.requests().getFirst().header("x-api-key")).contains(SECRET);
        assertThat(result.error())
                .contains("bad key [weather], or [...]=, ends in [...]")
                .doesNotContain(SECRET);
        assertThat(given(config).toString()).doesNotContain(SECRET);
    }

    @Test
    void a_secret_that_is_not_there_is_no_request() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(200, "text/plain", "ok"));

        ToolResult result =
                run(
                        """
                        {"tools":[{"name":"weather","url":"%s/","headers":{"x-api-key":{"secret":"other"}}}]}
                        """
                                .formatted(server.address()),
                        "{}");

        assertThat(result.error()).startsWith("There is no secret other for ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_request_stays_with_the_host_of_its_tool() throws InterruptedException {
        ScriptedServer server =
                serving(exchange -> exchange.answer(302, "location: http://93.184.216.34/", ""));

        assertThat(run(get(server), "{}").error())
                .isEqualTo(
                        "The request was redirected. The host 93.184.216.34 is not among those that"
                                + " may be asked.");
    }

    @Test
    void a_change_whose_answer_was_lost_has_an_unknown_outcome() throws InterruptedException {
        ScriptedServer server = serving(Exchange::reset);
        String config =
                "{\"tools\":[{\"name\":\"weather\",\"method\":\"POST\",\"url\":\"%s/\"%s}]}";

        ToolResult change = run(config.formatted(server.address(), ""), "{}");
        ToolResult keyed = run(config.formatted(server.address(), ",\"idempotent\":true"), "{}");
        ToolResult read = run(get(server), "{}");
        ToolResult nobody = run(config.formatted("http://127.0.0.1:9", ""), "{}");

        assertThat(change.status()).isEqualTo(ToolStatus.UNKNOWN);
        assertThat(keyed.status()).isEqualTo(ToolStatus.ERROR);
        assertThat(read.status()).isEqualTo(ToolStatus.ERROR);
        assertThat(nobody.status()).isEqualTo(ToolStatus.ERROR);
    }

    @Test
    void hints_follow_the_method_unless_the_author_says_more() {
        assertThat(hints("\"method\":\"GET\""))
                .isEqualTo(new ToolHints(true, false, true, true, false));
        assertThat(hints("\"method\":\"POST\""))
                .isEqualTo(new ToolHints(false, true, false, true, false));
        assertThat(hints("\"method\":\"PUT\",\"idempotent\":true"))
                .isEqualTo(new ToolHints(false, true, true, true, false));
        assertThat(hints("\"method\":\"POST\",\"read_only\":true"))
                .isEqualTo(new ToolHints(true, false, true, true, false));
    }

    @Test
    void an_answer_is_told_up_to_the_bound_of_its_tool() throws InterruptedException {
        ScriptedServer server = serving(Reply.of(200, "text/plain", "x".repeat(50)));
        String config =
                "{\"tools\":[{\"name\":\"weather\",\"url\":\"%s/\",\"response_max_characters\":%d}]}";

        assertThat(run(config.formatted(server.address(), 50), "{}").output())
                .contains("\n" + "x".repeat(50) + "\n")
                .doesNotContain("is missing");
        assertThat(run(config.formatted(server.address(), 49), "{}").output())
                .contains("\n" + "x".repeat(49) + "\n")
                .contains("is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | There is neither a tool nor an openapi document.",
                "{\"tool\":[]} | There is no tool in the settings.",
                "{\"tools\":[1]} | A tool is not an object.",
                "{\"tools\":[{\"url\":\"https://a.example\"}]} | A tool needs a name",
                "{\"tools\":[{\"name\":\"a\"}]} | a has no url.",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"x\":1}]} | There is no x in a.",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://{h}/\"}]} | The url https://{h}/ has no fixed",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example/{b}\"}]} | A place in the url of a",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"method\":\"TRACE\"}]} | The method of a",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"parameters\":{\"type\":\"array\"}}]} | parameters of a",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"http://10.0.0.1/\"},{\"name\":\"a\",\"url\":\"http://10.0.0.1/\"}]} | Two tools are called a.",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"headers\":{\"Authorization\":\"Bearer x\"}}]} | The header authorization holds a credential",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"headers\":{\"host\":\"b\"}}]} | The header host cannot be given.",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"headers\":{\"x\":\"a\\r\\nb: c\"}}]} | The header x cannot be sent",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"headers\":{\"x\":{\"secret\":\"\"}}}]} | The header x names no secret.",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"response_max_characters\":60001}]} | response_max_characters of a",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example:22\"}]} | The port 22 of a.example may not be asked.",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"http://metadata/\"}]} | The host metadata may not be asked.",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\"}],\"blocked_hosts\":[\"a.example\"]} | The host a.example is blocked.",
                "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\"}],\"blocked_hosts\":[\".b.example\"]} | The hosts of the settings are not usable.",
                "{\"openapi\":\"https://a.example/openapi.json\"} | openapi is not an object",
                "{\"openapi\":{\"swagger\":\"2.0\"}} | The openapi document is none of version 3."
            })
    void settings_that_describe_no_tools_are_refused_in_a_sentence(String config, String sentence) {
        assertThat(contributed(config))
                .isInstanceOfSatisfying(
                        Contribution.Refused.class,
                        refused -> assertThat(refused.sentence()).startsWith(sentence));
    }

    @Test
    void parameters_have_at_most_65536_characters() {
        String start = "{\"type\":\"object\",\"title\":\"";
        int room = 65_536 - start.length() - 2;

        assertThat(contributed(titled(start, room))).isInstanceOf(Contribution.Given.class);
        assertThat(contributed(titled(start, room + 1)))
                .isEqualTo(
                        new Contribution.Refused(
                                "The parameters of a have more than 65536 characters."));
    }

    @Test
    void what_the_settings_promise_beyond_the_method_is_a_claim() {
        String tools =
                """
                {"tools":[{"name":"a","url":"https://a.example"},
                 {"name":"b","url":"https://a.example","method":"DELETE"},
                 {"name":"c","url":"https://a.example","method":"DELETE","read_only":true},
                 {"name":"d","url":"https://a.example","method":"PUT","idempotent":true}]}\
                """;

        assertThat(((Contribution.Given) contributed(tools)).claimed())
                .containsExactlyInAnyOrder("c", "d");
    }

    private static String titled(String start, int room) {
        return "{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"parameters\":"
                + start
                + "x".repeat(room)
                + "\"}}]}";
    }

    @Test
    void a_tool_that_the_settings_do_not_have_is_an_error_result() throws InterruptedException {
        ToolResult result =
                tools.run(
                        new CapabilityId("http_tools"),
                        new ToolCall(new ToolCallId("call"), "other", new JsonText("{}")),
                        context("{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\"}]}"));

        assertThat(result.error()).isEqualTo("The settings of http_tools have no tool other.");
    }

    private ToolHints hints(String more) {
        return given("{\"tools\":[{\"name\":\"a\",\"url\":\"https://a.example\"," + more + "}]}")
                .getFirst()
                .hints();
    }

    private static String get(ScriptedServer server) {
        return "{\"tools\":[{\"name\":\"weather\",\"url\":\"" + server.address() + "/\"}]}";
    }

    private ToolResult run(String config, String arguments) throws InterruptedException {
        return tools.run(
                new CapabilityId("http_tools"),
                new ToolCall(new ToolCallId("call"), "weather", new JsonText(arguments)),
                context(config));
    }

    private List<ToolDefinition> given(String config) {
        return ((Contribution.Given) contributed(config)).tools();
    }

    private Contribution contributed(String config) {
        return tools.contribute(
                ORGANISATION, new CapabilityRef(new CapabilityId("http_tools"), json(config)));
    }

    private static ToolContext context(String config) {
        return new ToolContext(
                new SessionKey(ORGANISATION, new SessionId(ANY)),
                new TurnId(ANY),
                json(config),
                new IdempotencyKey("the-key"),
                NOW.plusSeconds(60));
    }

    private static JsonObject json(String text) {
        return (JsonObject) new JsonText(text).value();
    }

    private static String host(ScriptedServer server) {
        return server.address().substring("http://".length());
    }

    private ScriptedServer serving(Reply reply) {
        return keep(ScriptedServer.start(reply));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }
}
