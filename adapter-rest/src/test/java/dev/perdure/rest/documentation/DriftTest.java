package dev.perdure.rest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.Await;
import dev.perdure.rest.LockedModels;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import dev.perdure.rest.WireClient.Answer;
import dev.perdure.rest.http.Route;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A server answers as its own document says, and the document tells of no answer it never gives.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftTest {

    private static final String[] STREAM = {"Accept", "text/event-stream"};
    private static final String NOBODY = "00000000000000000000000000000abc";

    private RestServer server;
    private String document;
    private ApiSchemas schemas;
    private DescribedClient client;

    @BeforeAll
    void start() {
        server = RestServer.start(RestConfig.standard("1.2.3"));
        document = server.client().get("/api-doc/openapi.json").text();
        schemas = new ApiSchemas(document);
        client = new DescribedClient(server.client(), schemas);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void every_answer_of_every_operation_is_as_described() {
        client.ask(200, "GET", "/health", null);
        client.ask(200, "GET", "/api/v1/auth/config", null);
        client.ask(200, "POST", "/v1/ask", "Is this described?");
        client.ask(400, "POST", "/v1/ask", "");
        String agent = agents();
        String session = sessions(agent);
        decisions();
        approvals();
        budgets(session);
        schedules(session);
        secrets(session);
        workspaces();
        files("/v1/sessions/" + session + "/fs");
        String nested = nestedSessions(agent);
        problems(agent, session, nested);
        providers("/v1/providers", "/v1/models");
        providers("/v1/llm-providers", "/v1/llm-models");
        mcpServers();
        client.ask(204, "DELETE", "/v1/sessions/" + session, null);
        client.ask(204, "DELETE", at(agent, nested), null);
        client.ask(204, "DELETE", "/v1/agents/" + agent, null);

        for (Route route : schemas.routes()) {
            for (String status : schemas.successes(route)) {
                assertThat(client.seen()).contains(route + " " + status);
            }
        }
    }

    private void mcpServers() {
        String server =
                client.created(
                        "/v1/mcp-servers",
                        """
                        {"name":"weather","url":"https://weather.example/mcp",
                         "headers":{"Authorization":"Bearer x"},"allowed_tools":["look"],
                         "trust_hints":true,"enabled":true}\
                        """);
        String path = "/v1/mcp-servers/" + server;
        client.ask(200, "GET", "/v1/mcp-servers", null);
        client.ask(200, "PATCH", path, "{\"trust_hints\":false}");
        client.ask(200, "POST", path + "/sync", null);
        client.ask(200, "POST", path + "/approve", "{\"tools\":{}}");
        client.ask(200, "GET", path, null);
        client.ask(200, "GET", "/v1/capabilities/mcp:weather", null);
        client.ask(204, "DELETE", path, null);
    }

    private String agents() {
        String agent =
                client.created(
                        "/v1/agents",
                        """
                        {"name":"adder","display_name":"Adder","description":"Adds.",
                         "system_prompt":"Add.","capabilities":["arithmetic"],"tags":["a"],
                         "tools":[{"name":"weather"}],"max_iterations":7,
                         "mcpServers":{"a":{"url":"https://a.example/"}},"fallback_models":["simulated-fast"],
                         "model_settings":{"simulated":{"script":[
                           {"thinking":"Let me add.","text":"One moment.","tool_calls":[
                             {"name":"add","arguments":{"a":2,"b":3}}]},
                           {"text":"It is 5."}]}}}\
                        """);
        String revision = "{\"id\":\"" + agent + "\",\"name\":\"adder\",\"system_prompt\":\"!\"}";
        client.ask(200, "POST", "/v1/agents", revision);
        client.ask(200, "PUT", "/v1/agents/adder", revision);
        client.ask(200, "PATCH", "/v1/agents/adder", "{\"default_model_id\":\"simulated\"}");
        String other = "agent_" + UUID.randomUUID().toString().replace("-", "");
        client.ask(201, "PUT", "/v1/agents/" + other, "{\"name\":\"b\",\"system_prompt\":\"\"}");
        client.ask(200, "GET", "/v1/agents/" + agent, null);
        client.ask(200, "GET", "/v1/agents?limit=1", null);
        client.ask(200, "GET", "/v1/agents/" + agent + "/preview", null);
        client.ask(200, "POST", "/v1/agents/preview", "{\"tools\":[{\"name\":\"weather\"}]}");
        client.ask(200, "GET", "/v1/harnesses", null);
        client.ask(200, "GET", "/v1/harnesses/default", null);
        client.ask(200, "GET", "/v1/capabilities", null);
        client.ask(200, "GET", "/v1/capabilities/arithmetic", null);
        String capabilities = "/v1/agents/" + agent + "/capabilities";
        client.ask(200, "PUT", capabilities, "{\"capability_ids\":[\"arithmetic\"]}");
        client.ask(200, "GET", capabilities, null);
        return agent;
    }

    private String sessions(String agent) {
        String session =
                client.created(
                        "/v1/sessions", "{\"agent_id\":\"" + agent + "\",\"locale\":\"en\"}");
        String path = "/v1/sessions/" + session;
        client.ask(200, "PATCH", path, "{\"title\":\"Sums\",\"tags\":[\"b\"]}");
        String message =
                """
                {"message":{"content":[{"type":"text","text":"Add, please."},
                 {"type":"image","url":"https://x.invalid/a.png"}],"metadata":{"a":1}},
                 "client_message_id":"once"}\
                """;
        client.ask(201, "POST", path + "/messages", message);
        client.ask(201, "POST", path + "/messages", message);
        idle(path);
        client.ask(200, "POST", path + "/cancel", null);
        client.ask(200, "GET", path + "/explain", null);
        client.ask(200, "GET", path + "/preview", null);
        client.ask(200, "GET", path, null);
        client.ask(200, "GET", "/v1/sessions", null);
        client.ask(200, "GET", path + "/messages?limit=1", null);
        client.ask(200, "GET", path + "/messages", null);
        client.ask(200, "HEAD", path + "/sse", null);
        Answer events = client.ask(200, "GET", path + "/events?include=deltas", null);
        assertThat(events.text()).contains("tool.completed", "output.message.delta");
        return session;
    }

    private void budgets(String session) {
        String budget =
                client.created(
                        "/v1/budgets",
                        "{\"subject_type\":\"session\",\"subject_id\":\""
                                + session
                                + "\",\"currency\":\"tokens\",\"limit\":1000000,\"soft_limit\":1,"
                                + "\"period\":{\"type\":\"calendar\",\"unit\":\"month\"}}");
        String path = "/v1/budgets/" + budget;
        client.ask(200, "GET", "/v1/budgets?subject_type=session", null);
        client.ask(200, "GET", path, null);
        client.ask(200, "PATCH", path, "{\"status\":\"paused\"}");
        client.ask(200, "POST", path + "/top-up", "{\"amount\":1,\"description\":\"more\"}");
        client.ask(200, "GET", path + "/ledger?limit=1", null);
        client.ask(200, "GET", path + "/check", null);
        String at = "/v1/sessions/" + session;
        client.ask(200, "GET", at + "/budgets", null);
        client.ask(200, "GET", at + "/budget-check", null);
        client.ask(200, "POST", at + "/resume", null);
        client.ask(204, "DELETE", path, null);
        client.ask(200, "GET", "/v1/usage?group_by=model", null);
        client.ask(400, "GET", "/v1/usage?group_by=mood", null);
    }

    private void schedules(String session) {
        String schedules = "/v1/sessions/" + session + "/schedules";
        String path =
                schedules
                        + "/"
                        + client.created(
                                schedules,
                                "{\"message\":\"Add.\",\"cron_expression\":\"0 9 1 1 *\","
                                        + "\"timezone\":\"Europe/Berlin\",\"max_runs\":3}");
        client.created(
                schedules, "{\"message\":\"Add.\",\"scheduled_at\":\"2035-01-01T00:00:00Z\"}");
        client.ask(400, "POST", schedules, "{}");
        client.ask(200, "GET", schedules, null);
        client.ask(200, "GET", "/v1/schedules?limit=1", null);
        client.ask(200, "GET", path, null);
        client.ask(200, "GET", path + "/slots", null);
        client.ask(200, "PATCH", path, "{\"enabled\":false}");
        client.ask(204, "DELETE", path, null);
        client.ask(409, "PATCH", path, "{\"enabled\":true}");
    }

    private void secrets(String session) {
        String secrets = "/v1/sessions/" + session + "/storage/secrets";
        client.ask(200, "PUT", secrets, "{\"secrets\":{\"a\":\"1\",\"b\":\"2\"}}");
        client.ask(400, "PUT", secrets, "{\"secrets\":{\"a b\":\"1\"}}");
        client.ask(200, "GET", secrets, null);
        client.ask(204, "DELETE", secrets + "/a", null);
        client.ask(404, "DELETE", secrets + "/a", null);
    }

    private void workspaces() {
        String path =
                "/v1/workspaces/"
                        + client.created(
                                "/v1/workspaces", "{\"name\":\"shared\",\"description\":\"a\"}");
        client.ask(409, "POST", "/v1/workspaces", "{\"name\":\"shared\"}");
        client.ask(200, "GET", "/v1/workspaces?include_archived=true", null);
        client.ask(200, "GET", path, null);
        client.ask(200, "PATCH", path, "{\"name\":\"renamed\"}");
        files(path + "/fs");
        client.ask(204, "DELETE", path, null);
    }

    private void files(String at) {
        client.ask(201, "POST", at + "/a.md", "{\"content\":\"one\",\"is_readonly\":false}");
        client.ask(409, "POST", at + "/a.md", "{}");
        client.ask(200, "GET", at + "/a.md", null);
        client.ask(200, "GET", at + "?recursive=true", null);
        client.ask(200, "PUT", at + "/a.md", "{\"content\":\"two\"}");
        String both = "{\"src_path\":\"/a.md\",\"dst_path\":\"/b.md\"}";
        client.ask(201, "POST", at + "/_/copy", both);
        client.ask(409, "POST", at + "/_/move", both);
        client.ask(200, "POST", at + "/_/move", both.replace("/b.md", "/d"));
        client.ask(200, "POST", at + "/_/grep", "{\"pattern\":\"t.o\"}");
        client.ask(200, "POST", at + "/_/stat", "{\"path\":\"/b.md\"}");
        client.ask(404, "POST", at + "/_/stat", "{\"path\":\"/none\"}");
        client.ask(200, "DELETE", at + "/b.md", null);
    }

    private void decisions() {
        String agent =
                client.created(
                        "/v1/agents",
                        """
                        {"name":"poster","system_prompt":"Post.","capabilities":["letters"],
                         "unknown_outcome_policy":"ask",
                         "model_settings":{"simulated":{"script":[
                           {"tool_calls":[{"name":"post_letter","arguments":{}}]},
                           {"text":"Done."}]}}}\
                        """);
        String path =
                "/v1/sessions/"
                        + client.created("/v1/sessions", "{\"agent_id\":\"" + agent + "\"}");
        client.ask(
                201,
                "POST",
                path + "/messages",
                "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Post it.\"}]}}");
        Await.until(() ->
                client.ask(200, "GET", path, null)
                        .string("status")
                        .equals("waitingfortoolresults"));
        String asked = client.ask(200, "GET", path + "/events", null).text();
        assertThat(asked).contains("tool.decision_requested");
        client.ask(200, "GET", path + "/explain", null);
        String id = asked.replaceFirst("(?s).*tool.decision_requested.*?tool_call_id\":\"", "");
        String call = id.substring(0, id.indexOf('"'));
        String decision = "{\"tool_call_id\":\"" + call + "\",\"decision\":\"rerun\"}";
        client.ask(400, "POST", path + "/tool-decisions", "{}");
        client.ask(200, "POST", path + "/tool-decisions", decision);
        client.ask(409, "POST", path + "/tool-decisions", decision);
        idle(path);
    }

    private void approvals() {
        String agent =
                client.created(
                        "/v1/agents",
                        """
                        {"name":"asker","system_prompt":"Ask.",
                         "capabilities":["letters",
                           {"ref":"tool_approval","config":{"tools":["post_*"]}}],
                         "tools":[{"type":"client_side","name":"pick"}],
                         "model_settings":{"simulated":{"script":[
                           {"tool_calls":[{"name":"post_letter","arguments":{}},
                                          {"name":"pick","arguments":{}}]},
                           {"text":"Done."}]}}}\
                        """);
        String path =
                "/v1/sessions/"
                        + client.created("/v1/sessions", "{\"agent_id\":\"" + agent + "\"}");
        client.ask(
                201,
                "POST",
                path + "/messages",
                "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Post it.\"}]}}");
        Await.until(() ->
                client.ask(200, "GET", path, null)
                        .string("status")
                        .equals("waitingfortoolresults"));
        client.ask(200, "GET", path + "/explain", null);
        String pending = client.ask(200, "GET", path + "/approvals?status=pending", null).text();
        client.ask(200, "GET", "/v1/approvals?status=pending&limit=5", null);
        client.ask(400, "GET", "/v1/approvals?limit=none", null);
        String call = member(pending, "tool_call_id");
        String no = "{\"decision\":\"reject\",\"hash\":\"" + member(pending, "hash") + "\"}";
        client.ask(400, "POST", path + "/approvals/" + call, "{}");
        client.ask(200, "POST", path + "/approvals/" + call, no);
        client.ask(409, "POST", path + "/approvals/" + call, no);
        String owed = client.ask(200, "GET", path + "/tool-calls", null).text();
        String results =
                "{\"tool_results\":[{\"tool_call_id\":\""
                        + member(owed, "tool_call_id")
                        + "\",\"result\":{\"n\":1}}]}";
        client.ask(400, "POST", path + "/tool-results", "{\"tool_results\":[]}");
        client.ask(200, "POST", path + "/tool-results", results);
        idle(path);
        client.ask(
                409,
                "POST",
                path + "/tool-results",
                "{\"tool_results\":[{\"tool_call_id\":\"no such call\"}]}");
        client.ask(200, "GET", path + "/events", null);
    }

    private static String member(String json, String name) {
        String rest = json.substring(json.indexOf("\"" + name + "\":\"") + name.length() + 4);
        return rest.substring(0, rest.indexOf('"'));
    }

    private String nestedSessions(String agent) {
        String sessions = "/v1/agents/" + agent + "/sessions";
        String session = client.created(sessions, "{\"title\":\"Older\"}");
        String path = at(agent, session);
        client.ask(200, "GET", sessions, null);
        client.ask(200, "PATCH", path, "{\"tags\":[]}");
        client.ask(200, "GET", path, null);
        client.ask(201, "POST", path + "/messages", "{\"content\":{\"text\":\"Add, please.\"}}");
        idle(path);
        client.ask(201, "POST", path + "/messages", "{\"message\":{\"content\":\"Add, please.\"}}");
        idle(path);
        client.ask(200, "GET", path + "/messages", null);
        client.ask(200, "GET", path + "/messages", null, "Everruns-Dialect", "g0");
        client.ask(200, "GET", path + "/events", null);
        client.ask(200, "GET", path + "/events?since_id=0", null);
        client.ask(200, "HEAD", path + "/events", null, STREAM);
        client.ask(200, "HEAD", path + "/sse", null);
        return session;
    }

    private void providers(String providers, String models) {
        String path =
                providers
                        + "/"
                        + client.created(
                                providers,
                                "{\"name\":\"Acme\",\"provider_type\":\"custom\",\"api_key\":\""
                                        + LockedModels.KEY
                                        + "\",\"base_url\":\"https://models.example\"}");
        String model =
                models
                        + "/"
                        + client.created(
                                path + "/models",
                                "{\"model_id\":\"mine\",\"context_window\":1,\"capabilities\":[\"a\"]}");
        if (providers.equals("/v1/providers")) {
            client.ask(200, "POST", path + "/sync-models", null);
            client.ask(200, "POST", path + "/verify", null);
            client.ask(200, "POST", providers + "/rewrap-keys", null);
        }
        client.ask(200, "GET", providers, null);
        client.ask(200, "GET", path, null);
        client.ask(200, "PATCH", path, "{\"is_default\":true}");
        client.ask(200, "GET", path + "/models", null);
        client.ask(200, "GET", models, null);
        client.ask(200, "GET", model, null);
        client.ask(200, "PATCH", model, "{\"is_default\":true}");
        client.ask(400, "POST", providers, "{}");
        client.ask(404, "GET", models + "/nothing", null);
        client.ask(204, "DELETE", model, null);
        client.ask(204, "DELETE", path, null);
    }

    private void problems(String agent, String session, String nested) {
        client.ask(400, "POST", "/v1/agents", "{");
        client.ask(400, "GET", "/v1/agents?limit=0", null);
        client.ask(404, "GET", "/v1/agents/nobody", null);
        client.ask(404, "GET", "/v1/sessions/session_" + NOBODY, null);
        client.ask(404, "GET", "/v1/sessions/session_" + NOBODY + "/explain", null);
        client.ask(404, "GET", "/v1/sessions/session_" + NOBODY + "/sse", null);
        client.ask(400, "GET", "/v1/sessions/" + session + "/events?types=no.such", null);
        client.ask(400, "POST", "/v1/sessions/" + session + "/messages", "{\"content\":[]}");
        client.ask(404, "GET", "/v1/capabilities/nothing", null);
        client.ask(404, "GET", at(agent, NOBODY), null);
        client.ask(404, "GET", at(agent, NOBODY) + "/sse", null);
        client.ask(400, "GET", at(agent, nested) + "/events?offset=x", null);
        client.ask(400, "POST", at(agent, nested) + "/messages", "{\"role\":\"agent\"}");
        client.ask(400, "PUT", "/v1/agents/" + agent + "/capabilities", "{}");
    }

    @Test
    void every_frame_of_a_stream_is_an_event_as_described() {
        String session = server.client().createSession("{}");
        try (SseReader reader = server.client().stream("/v1/sessions/" + session + "/sse")) {
            server.client().say(session, "Add, please.");
            List<Frame> frames = reader.untilEvent("session.idled");
            assertThat(frames).hasSizeGreaterThan(10);
            for (Frame frame : frames) {
                if (!frame.event().isEmpty() && !frame.event().equals("connected")) {
                    assertThat(schemas.troubles("Event", frame.data())).as(frame.data()).isEmpty();
                }
            }
        }
    }

    @Test
    void a_document_that_asks_for_a_member_no_answer_has_is_found_out() {
        Answer agents = server.client().get("/v1/agents");
        String planted = document.replace("\"total\",\"offset\"", "\"totals\",\"offset\"");
        assertThat(planted).isNotEqualTo(document);

        assertThat(schemas.troubles("GET", "/v1/agents", agents)).isEmpty();
        assertThat(new ApiSchemas(planted).troubles("GET", "/v1/agents", agents))
                .singleElement()
                .asString()
                .contains("totals");
    }

    @Test
    void an_answer_of_another_type_or_media_or_route_than_described_is_found_out() {
        Answer health = server.client().get("/health");
        String planted = document.replace("\"unavailable\"", "\"x\"").replace("\"ok\"", "\"fine\"");

        assertThat(new ApiSchemas(planted).troubles("GET", "/health", health)).hasSize(1);
        assertThat(schemas.troubles("POST", "/v1/ask", health))
                .containsExactly("nothing is said of the media type application/json");
        assertThat(schemas.troubles("GET", "/v1/nothing", health))
                .containsExactly("nothing is said of GET /v1/nothing");
        assertThat(schemas.troubles("DELETE", "/v1/agents/a", server.client().get("/health")))
                .isNotEmpty();
    }

    private void idle(String path) {
        Await.until(() -> {
            String status = client.ask(200, "GET", path, null).string("status");
            return status.equals("idle") || status.equals("pending");
        });
    }

    private static String at(String agent, String session) {
        return "/v1/agents/" + agent + "/sessions/" + session;
    }
}
