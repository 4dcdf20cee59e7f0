package dev.perdure.rest.everruns.current;

import static dev.perdure.rest.everruns.current.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class McpServersTest extends WireTest {

    @Test
    void a_server_is_kept_asked_used_changed_and_forgotten() {
        JsonObject kept = add("weather", "https://weather.example/mcp");
        String path = "/v1/mcp-servers/" + kept.string("id").orElseThrow();
        assertThat(kept.string("id").orElseThrow()).matches("mcp_[0-9a-f]{32}");
        assertThat(kept.toJson()).contains("Authorization").doesNotContain("hunter2");
        assertThat(client.get(path).json()).isEqualTo(kept);
        assertThat(client.get("/v1/mcp-servers").data()).contains(kept);

        JsonObject synced = client.post(path + "/sync", "").json();

        JsonObject tool = tool(synced.object("server").orElseThrow());
        assertThat(tool.string("offered_as")).hasValue("weather__look");
        assertThat(tool.string("state")).hasValue("approved");
        JsonObject seen = tool.object("seen").orElseThrow();
        assertThat(seen.string("title")).hasValue("A look");
        assertThat(seen.object("output")).hasValue(JsonObject.empty());
        assertThat(seen.object("claims").orElseThrow().toJson())
                .isEqualTo(
                        "{\"readonly\":true,\"destructive\":false,\"idempotent\":true,\"open_world\":false}");
        JsonObject capability = client.get("/v1/capabilities/mcp:weather").json();
        assertThat(capability.bool("is_mcp")).hasValue(true);
        assertThat(capability.toJson()).contains("\"name\":\"weather__look\"");
        assertThat(
                        client.post(
                                        "/v1/agents",
                                        "{\"name\":\"forecaster\",\"system_prompt\":\"\",\"capabilities\":[\"mcp:weather\"]}")
                                .status())
                .isEqualTo(201);
        assertThat(
                        client.patch(path, "{\"enabled\":false,\"headers\":{}}")
                                .json()
                                .get("header_names"))
                .hasValue(JsonArray.of());
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertProblem(client.get(path), 404, "not_found");
    }

    @Test
    void a_tool_that_changed_waits_until_somebody_agrees_to_what_it_is_now() {
        JsonObject kept = add("fickle", "https://fickle.example/mcp");
        String path = "/v1/mcp-servers/" + kept.string("id").orElseThrow();
        client.post(path + "/sync", "");
        server.servers().change(", and more");
        try {
            JsonObject changed =
                    tool(client.post(path + "/sync", "").json().object("server").orElseThrow());
            assertThat(changed.string("state")).hasValue("changed");
            String before = hash(changed, "approved");

            assertProblem(
                    client.post(path + "/approve", "{\"tools\":{\"look\":\"" + before + "\"}}"),
                    409,
                    "conflict");
            assertProblem(
                    client.post(path + "/approve", "{\"tools\":{\"other\":\"\"}}"),
                    404,
                    "not_found");
            Answer approved =
                    client.post(
                            path + "/approve",
                            "{\"tools\":{\"look\":\"" + hash(changed, "seen") + "\"}}");

            assertThat(tool(approved.json()).string("state")).hasValue("approved");
        } finally {
            server.servers().change("");
        }
    }

    @Test
    void what_cannot_be_kept_is_refused_in_a_sentence() {
        assertProblem(
                client.post("/v1/mcp-servers", "{\"name\":\"a\",\"url\":\"http://a.example/\"}"),
                400,
                "invalid_request");
        assertProblem(
                client.post("/v1/mcp-servers", "{\"name\":\"a\",\"command\":\"npx\"}"),
                400,
                "invalid_request");
        assertProblem(
                client.post("/v1/mcp-servers", "{\"url\":\"https://a.example/\"}"),
                400,
                "invalid_request");
        add("twice", "https://a.example/");
        assertProblem(
                client.post(
                        "/v1/mcp-servers", "{\"name\":\"twice\",\"url\":\"https://a.example/\"}"),
                409,
                "conflict");
        JsonObject silent = add("silent", "https://a.example/silent");
        assertProblem(
                client.post("/v1/mcp-servers/" + silent.string("id").orElseThrow() + "/sync", ""),
                409,
                "conflict");
        assertProblem(client.post("/v1/mcp-servers/mcp_x/sync", ""), 404, "not_found");
    }

    @Test
    void an_agent_cannot_use_a_server_that_nobody_keeps() {
        Answer refused =
                client.post(
                        "/v1/agents",
                        "{\"name\":\"hopeful\",\"system_prompt\":\"\",\"capabilities\":[\"mcp:nowhere\"]}");

        assertProblem(refused, 400, "invalid_request");
        assertThat(refused.text()).contains("There is no MCP server nowhere.");
    }

    @Test
    void a_server_that_an_agent_names_by_itself_is_kept_and_used_and_its_headers_are_not_told() {
        String servers =
                "\"mcpServers\":{\"news\":{\"url\":\"https://news.example/mcp\",\"headers\":{\"Authorization\":\"Bearer hunter2\"}}}";
        JsonObject agent =
                client.post(
                                "/v1/agents",
                                "{\"name\":\"reader\",\"system_prompt\":\"\",\"capabilities\":[\"arithmetic\"],"
                                        + servers
                                        + "}")
                        .json();

        assertThat(agent.toJson()).contains("\"ref\":\"mcp:news\"").doesNotContain("hunter2");
        assertThat(agent.object("mcpServers").orElseThrow().toJson())
                .isEqualTo("{\"news\":{\"url\":\"https://news.example/mcp\"}}");
        assertThat(client.get("/v1/capabilities/mcp:news").text()).contains("news__look");
        Answer again = client.post("/v1/sessions", "{" + servers + "}");
        assertProblem(again, 400, "invalid_request");
        assertThat(again.text()).contains("mcpServers.news.headers").doesNotContain("hunter2");
        JsonObject session =
                client.post(
                                "/v1/sessions",
                                "{\"mcpServers\":{\"news\":{\"url\":\"https://news.example/mcp\"}}}")
                        .json();
        assertThat(session.toJson()).contains("\"ref\":\"mcp:news\"").doesNotContain("hunter2");

        JsonObject without = client.patch("/v1/agents/reader", "{\"mcpServers\":{}}").json();

        assertThat(without.toJson()).contains("arithmetic").doesNotContain("mcp:news");
    }

    @Test
    void a_document_can_neither_start_a_program_nor_move_a_server() {
        add("fixed", "https://fixed.example/mcp");
        for (String servers :
                List.of(
                        "{\"a\":{\"command\":\"npx\",\"args\":[\"-y\"]}}",
                        "{\"a\":{\"type\":\"stdio\"}}",
                        "{\"a\":7}",
                        "{\"A B\":{\"url\":\"https://a.example/\"}}",
                        "{\"nowhere\":{}}",
                        "{\"fixed\":{\"url\":\"https://elsewhere.example/\"}}")) {
            assertProblem(
                    client.post("/v1/sessions", "{\"mcpServers\":" + servers + "}"),
                    400,
                    "invalid_request");
        }
    }

    @Test
    void a_document_brings_along_so_many_servers_and_no_more() {
        assertThat(client.post("/v1/sessions", servers(10)).status()).isEqualTo(201);
        assertProblem(client.post("/v1/sessions", servers(22)), 400, "invalid_request");
    }

    private static String servers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"many" + i + "\":{\"url\":\"https://many.example/" + i + "\"}")
                .collect(Collectors.joining(",", "{\"mcpServers\":{", "}}"));
    }

    private JsonObject add(String name, String url) {
        Answer added =
                client.post(
                        "/v1/mcp-servers",
                        "{\"name\":\""
                                + name
                                + "\",\"url\":\""
                                + url
                                + "\",\"headers\":{\"Authorization\":\"Bearer hunter2\"}}");
        assertThat(added.status()).isEqualTo(201);
        return added.json();
    }

    private static JsonObject tool(JsonObject server) {
        return (JsonObject) ((JsonArray) server.get("tools").orElseThrow()).elements().getFirst();
    }

    private static String hash(JsonObject tool, String which) {
        return tool.object(which).flatMap(seen -> seen.string("hash")).orElseThrow();
    }
}
