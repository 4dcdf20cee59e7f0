package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesTest {

    private static final String NOBODY = "00000000000000000000000000000000";

    private RestServer server;
    private WireClient client;

    @BeforeAll
    void start() {
        server = RestServer.start(RestConfig.standard("1.2.3"));
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_workspace_is_made_filled_read_and_archived() {
        Answer made =
                client.post("/v1/workspaces", "{\"name\":\"notes\",\"description\":\"For us.\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String id = made.string("id");
        assertThat(id).startsWith("wsp_");
        assertThat(made.text())
                .contains("\"name\":\"notes\",\"description\":\"For us.\",\"status\":\"active\"");
        assertProblem(client.post("/v1/workspaces", "{\"name\":\"notes\"}"), 409);

        String file = "/v1/workspaces/" + id + "/fs/notes/welcome.md";
        Answer created = client.post(file, "{\"content\":\"# Welcome\\n\"}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.text())
                .contains("\"path\":\"/notes/welcome.md\",\"name\":\"welcome.md\"")
                .contains("\"is_directory\":false,\"is_readonly\":false,\"size_bytes\":10")
                .contains("\"content\":\"# Welcome\\n\",\"encoding\":\"text\"");
        assertThat(client.get(file).text()).isEqualTo(created.text());
        assertThat(client.get("/v1/workspaces/" + id + "/fs?recursive=true").text())
                .contains("\"path\":\"/notes\"", "\"path\":\"/notes/welcome.md\"");
        assertThat(client.get("/v1/workspaces/" + id + "/fs/").text())
                .contains("\"path\":\"/notes\"")
                .doesNotContain("welcome");
        assertThat(client.get("/v1/workspaces/" + id + "/fs/notes").text())
                .startsWith("{\"data\":[{")
                .contains("welcome.md");

        assertThat(client.delete("/v1/workspaces/" + id).status()).isEqualTo(204);
        assertThat(client.get("/v1/workspaces").text()).doesNotContain(id);
        assertThat(client.get("/v1/workspaces?include_archived=true").text())
                .contains(id, "\"status\":\"archived\"");
        assertThat(client.get(file).status()).isEqualTo(200);
        assertProblem(client.put(file, "{\"content\":\"late\"}"), 404);
        assertThat(client.post("/v1/workspaces", "{\"name\":\"notes\"}").status()).isEqualTo(201);
    }

    @Test
    void a_sessions_files_are_there_by_its_own_name_and_by_its_workspaces() {
        Answer session = client.post("/v1/sessions", "{}");
        String own = "/v1/sessions/" + session.string("id") + "/fs";
        String space = "/v1/workspaces/" + session.string("workspace_id") + "/fs";

        Answer created = client.post(own + "/a%20b.txt", "{\"content\":\"x\"}");

        assertThat(created.string("path")).isEqualTo("/a b.txt");
        assertThat(client.get(space + "/a%20b.txt").text()).isEqualTo(created.text());
        assertThat(client.delete("/v1/sessions/" + session.string("id")).status()).isEqualTo(204);
        assertProblem(client.get(own), 404);
        assertProblem(client.get(space), 404);
    }

    @Test
    void files_are_replaced_protected_moved_copied_and_deleted() {
        String fs = session();
        assertProblem(client.put(fs + "/a", "{\"content\":\"x\"}"), 404);
        String hash = client.post(fs + "/a", "{\"content\":\"one\"}").string("content_hash");
        assertProblem(client.post(fs + "/a", "{\"content\":\"x\"}"), 409);

        String stale = "{\"content\":\"x\",\"expected_hash\":\"" + "0".repeat(64) + "\"}";
        assertThat(assertProblem(client.put(fs + "/a", stale), 409)).contains(hash);
        Answer replaced =
                client.put(
                        fs + "/a",
                        "{\"content\":\"AAEC\",\"encoding\":\"base64\",\"expected_hash\":\""
                                + hash
                                + "\"}");
        assertThat(replaced.text()).contains("\"content\":\"AAEC\",\"encoding\":\"base64\"");

        assertThat(client.put(fs + "/a", "{\"is_readonly\":true}").text())
                .contains("\"is_readonly\":true");
        assertProblem(client.put(fs + "/a", "{\"content\":\"x\",\"is_readonly\":false}"), 403);
        assertProblem(client.delete(fs + "/a"), 403);
        assertThat(client.put(fs + "/a", "{\"is_readonly\":false}").status()).isEqualTo(200);

        String both = "{\"src_path\":\"/a\",\"dst_path\":\"/d/b\"}";
        assertThat(client.post(fs + "/_/copy", both).status()).isEqualTo(201);
        assertProblem(client.post(fs + "/_/move", both), 409);
        assertProblem(client.post(fs + "/_/copy", both.replace("/a", "/d")), 400);
        assertProblem(client.post(fs + "/_/copy", both.replace("/a", "/none")), 404);
        assertThat(client.post(fs + "/_/move", both.replace("/d/b", "/e")).string("path"))
                .isEqualTo("/e");

        assertProblem(client.delete(fs + "/d"), 409);
        assertThat(client.delete(fs + "/d?recursive=true").text()).isEqualTo("{\"deleted\":true}");
        assertThat(client.delete(fs + "/d").text()).isEqualTo("{\"deleted\":false}");
        assertThat(client.post(fs + "/dir", "{\"is_directory\":true}").text())
                .contains("\"is_directory\":true")
                .doesNotContain("content");
    }

    @Test
    void lines_are_found_and_files_described() {
        String fs = session();
        client.post(fs + "/a.md", "{\"content\":\"one\\ntwo\"}");
        client.post(fs + "/b.txt", "{\"content\":\"two\"}");

        assertThat(
                        client.post(
                                        fs + "/_/grep",
                                        "{\"pattern\":\"t.o\",\"path_pattern\":\"*.md\"}")
                                .text())
                .isEqualTo(
                        "{\"data\":[{\"path\":\"/a.md\",\"matches\":[{\"path\":\"/a.md\",\"line_number\":2,"
                                + "\"line\":\"two\"}]}],\"complete\":true}");
        assertProblem(client.post(fs + "/_/grep", "{\"pattern\":\"(\"}"), 400);
        assertProblem(client.post(fs + "/_/grep", "{}"), 400);
        assertThat(client.post(fs + "/_/stat", "{\"path\":\"/a.md\"}").text())
                .startsWith("{\"path\":\"/a.md\",\"name\":\"a.md\"");
        assertProblem(client.post(fs + "/_/stat", "{\"path\":\"/none\"}"), 404);
    }

    @Test
    void starter_files_are_there_when_a_session_is_opened() {
        String agent =
                client.post(
                                "/v1/agents",
                                "{\"name\":\"with-files\",\"system_prompt\":\"\",\"initial_files\":["
                                        + "{\"path\":\"/workspace/a.md\",\"content\":\"agent\",\"is_readonly\":true},"
                                        + "{\"path\":\"/b.md\",\"content\":\"agent\"}]}")
                        .string("id");
        String opening =
                "{\"agent_id\":\""
                        + agent
                        + "\",\"initial_files\":[{\"path\":\"/b.md\",\"content\":\"AAE=\",\"encoding\":\"base64\"}]}";

        String session = client.post("/v1/sessions", opening).string("id");

        String fs = "/v1/sessions/" + session + "/fs";
        assertThat(client.get(fs + "/workspace/a.md").text())
                .contains("\"content\":\"agent\"", "\"is_readonly\":true");
        assertThat(client.get(fs + "/b.md").text()).contains("\"content\":\"AAE=\"");
        assertProblem(client.put(fs + "/workspace/a.md", "{\"content\":\"x\"}"), 403);
        String nested = client.post("/v1/agents/" + agent + "/sessions", "{}").string("id");
        assertThat(client.get("/v1/sessions/" + nested + "/fs/b.md").text())
                .contains("\"content\":\"agent\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"x\"}",
                "{\"path\":\"/../a\",\"content\":\"x\"}",
                "{\"path\":\"/\",\"content\":\"x\"}",
                "{\"path\":\"/a\"}",
                "{\"path\":\"/a\",\"content\":\"%\",\"encoding\":\"base64\"}",
                "{\"path\":\"/a\",\"content\":\"x\",\"encoding\":\"utf-8\"}"
            })
    void starter_files_that_are_none_are_refused_before_anything_is_made(String file) {
        String members = "\"initial_files\":[" + file + "]}";

        assertThat(assertProblem(client.post("/v1/sessions", "{" + members), 400))
                .contains("initial_files");
        assertThat(
                        assertProblem(
                                client.post(
                                        "/v1/agents",
                                        "{\"name\":\"x\",\"system_prompt\":\"\"," + members),
                                400))
                .contains("initial_files");
    }

    @Test
    void a_session_works_in_the_workspace_it_was_opened_with() {
        String shared = client.post("/v1/workspaces", "{\"name\":\"common\"}").string("id");
        String opening = "{\"workspace_id\":\"" + shared + "\"}";
        Answer one = client.post("/v1/sessions", opening);
        Answer other = client.post("/v1/sessions", opening);
        assertThat(one.string("workspace_id")).isEqualTo(shared);

        client.post("/v1/sessions/" + one.string("id") + "/fs/a", "{\"content\":\"for all\"}");

        assertThat(client.get("/v1/sessions/" + other.string("id") + "/fs/a").text())
                .contains("for all");
        assertThat(client.get("/v1/workspaces/" + shared + "/fs/a").text()).contains("for all");
        assertProblem(
                client.post("/v1/sessions", "{\"workspace_id\":\"wsp_" + NOBODY + "\"}"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%5C..%5Cb", "/a%0Ab", "/a%E2%80%A8b", "/_/a", "/_"})
    void a_path_that_leads_elsewhere_is_refused(String path) {
        String fs = session();

        assertProblem(client.get(fs + path), 400);
        assertProblem(client.post(fs + path, "{\"content\":\"x\"}"), 400);
        assertProblem(client.delete(fs + path), 400);

        assertThat(client.get(fs + "?recursive=true").text()).isEqualTo("{\"data\":[]}");
    }

    /** The server refuses them below the routes, and may close the connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/a%00b", "/%2e%2e/x", "/../x", "/a/%2e%2e/%2e%2e/x", "/..%2fx", "/%ff"})
    void a_path_that_leads_elsewhere_in_code_is_refused(String path) {
        String answer =
                client.raw(
                        "GET "
                                + session()
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("root:", "Exception");
    }

    @Test
    void names_are_bounded() {
        String fs = session();
        assertThat(client.post(fs + "/" + "n".repeat(255), "{}").status()).isEqualTo(201);
        assertProblem(client.post(fs + "/" + "n".repeat(256), "{}"), 400);
        assertProblem(client.post(fs + "/" + "n".repeat(4_000), "{}"), 400);
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertProblem(client.get("/v1/workspaces/wsp_" + NOBODY), 404);
        assertProblem(client.get("/v1/workspaces/wsp_" + NOBODY + "/fs"), 404);
        assertProblem(client.get("/v1/workspaces/nothing/fs/a"), 404);
        assertProblem(client.get("/v1/sessions/session_" + NOBODY + "/fs/a"), 404);
        assertProblem(client.patch("/v1/workspaces/wsp_" + NOBODY, "{\"name\":\"x\"}"), 404);
        assertProblem(client.delete("/v1/workspaces/wsp_" + NOBODY), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"\"}", "{\"name\":7}", "{\"name\":\"a\\u0000\"}"})
    void a_workspace_without_a_name_is_refused(String body) {
        assertProblem(client.post("/v1/workspaces", body), 400);
    }

    /** What a problem says of itself. */
    private static String assertProblem(Answer answer, int status) {
        String code =
                switch (status) {
                    case 403 -> "forbidden";
                    case 404 -> "not_found";
                    case 409 -> "conflict";
                    default -> "invalid_request";
                };
        Problems.assertProblem(answer, status, code);
        return answer.string("detail");
    }

    private String session() {
        return "/v1/sessions/" + client.createSession("{}") + "/fs";
    }
}
