package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.rest.Await;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.WireClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests over one real server, which they share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NestedTest {

    static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** Says a little first, then adds, then answers. */
    static final String TOOLS =
            """
            {"name":"Calculator","system_prompt":"","capabilities":["arithmetic"],
             "model_settings":{"simulated":{"script":[
               {"text":"One moment.","tool_calls":[{"name":"add","arguments":{"a":2,"b":3}}]},
               {"text":"It is 5."}]}}}\
            """;

    static final String PLAIN =
            """
            {"name":"Greeter","system_prompt":"","model_settings":{"simulated":{"script":[
              {"text":"Hello to you, too."}]}}}\
            """;

    RestServer server;
    WireClient client;

    @BeforeAll
    void startServer() {
        server = RestServer.start(RestConfig.standard("1.2.3"));
        client = server.client();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    String agent() {
        return client.createAgent(PLAIN);
    }

    /** Opens a session and answers the path of it. */
    String open(String agent) {
        Answer answer = client.post("/v1/agents/" + agent + "/sessions", "{\"title\":\"A chat\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return "/v1/agents/" + agent + "/sessions/" + answer.string("id");
    }

    /** Says something in the form of the notebook. */
    static String inParts(String text) {
        return "{\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                + quoted(text)
                + "}]}}";
    }

    /** Says something in the form of the tutorial. */
    static String asObject(String text) {
        return "{\"role\":\"user\",\"content\":{\"text\":" + quoted(text) + "}}";
    }

    private static String quoted(String text) {
        return new JsonString(text).toJson();
    }

    /** Sends a message and waits until the session is done with it. */
    JsonObject converse(String path, String body) {
        Answer answer = client.post(path + "/messages", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        Await.until(() -> client.get(path).string("state").equals("idle"));
        return answer.json();
    }

    /** The same session at the routes of the current dialect. */
    static String current(String path) {
        return "/v1/sessions/" + path.substring(path.lastIndexOf('/') + 1);
    }

    static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/json");
        JsonObject body = answer.json();
        assertThat(body.longValue("status")).hasValue(status);
        assertThat(body.string("code")).hasValue(code);
        assertThat(body.string("error")).isPresent().isEqualTo(body.string("detail"));
        assertThat(body.string("title")).isPresent();
        assertThat(answer.text()).doesNotContain("<html", "\tat ", "Exception", "etty");
    }
}
