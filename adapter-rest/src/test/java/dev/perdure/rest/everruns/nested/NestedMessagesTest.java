package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedMessagesTest extends NestedTest {

    @Test
    void an_object_is_answered_with_the_same_object_and_its_place_in_the_conversation() {
        String path = open(agent());
        String content = "{\"text\":\"How do I reset my password?\",\"n\":1.50,\"more\":[null]}";

        Answer answer =
                client.post(path + "/messages", "{\"role\":\"user\",\"content\":" + content + "}");

        assertThat(answer.status()).isEqualTo(201);
        JsonObject message = answer.json();
        assertThat(message.string("id").orElseThrow()).matches(UUID);
        assertThat(path).endsWith(message.string("session_id").orElseThrow());
        assertThat(message.longValue("sequence")).hasValue(1);
        assertThat(message.string("role")).hasValue("user");
        assertThat(message.object("content").orElseThrow().toJson()).isEqualTo(content);
        assertThat(message.string("created_at")).isPresent();
        assertThat(client.get(path + "/messages").data().getFirst()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}}",
                "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}}",
                "{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}",
                "{\"message\":{\"content\":\"Hi\"}}",
                "{\"content\":\"Hi\"}",
                "{\"text\":\"Hi\"}"
            })
    void every_other_form_is_answered_in_parts_and_with_the_sequence_of_its_event(String body) {
        String path = open(agent());

        Answer answer = client.post(path + "/messages", body);

        assertThat(answer.status()).isEqualTo(201);
        JsonObject message = answer.json();
        assertThat(message.get("content").orElseThrow().toJson())
                .isEqualTo("[{\"type\":\"text\",\"text\":\"Hi\"}]");
        assertThat(message.longValue("sequence")).hasValue(2);
        assertThat(client.get(path + "/messages").data().getFirst()).isEqualTo(message);
    }

    @Test
    void the_first_message_decides_how_all_of_them_are_listed() {
        String objects = open(agent());
        converse(objects, asObject("One."));
        JsonObject second = converse(objects, inParts("Two."));
        String parts = open(agent());
        converse(parts, inParts("One."));
        JsonObject mixed = converse(parts, asObject("Two."));

        assertThat(second.array("content")).isPresent();
        assertThat(second.longValue("sequence")).hasValue(3);
        assertThat(client.get(objects + "/messages").data())
                .allSatisfy(message -> assertThat(message.object("content")).isPresent())
                .extracting(message -> message.longValue("sequence").orElseThrow())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(mixed.object("content")).isPresent();
        assertThat(client.get(parts + "/messages").data())
                .allSatisfy(message -> assertThat(message.array("content")).isPresent())
                .filteredOn(message -> message.string("id").equals(mixed.string("id")))
                .extracting(message -> message.longValue("sequence"))
                .containsExactly(mixed.longValue("sequence"));
    }

    @Test
    void a_wrapped_object_is_an_object_too() {
        String path = open(agent());

        JsonObject message = converse(path, "{\"message\":{\"content\":{\"text\":\"Hi\"}}}");

        assertThat(message.object("content").orElseThrow().toJson()).isEqualTo("{\"text\":\"Hi\"}");
        assertThat(client.get(path + "/messages").data())
                .extracting(listed -> listed.object("content").orElseThrow().string("text"))
                .containsExactly(
                        java.util.Optional.of("Hi"), java.util.Optional.of("Hello to you, too."));
    }

    @Test
    void a_session_that_began_elsewhere_is_listed_in_parts() {
        String agent = agent();
        String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
        String path = "/v1/agents/" + agent + "/sessions/" + session;
        client.post(current(path) + "/messages", asObject("Hi"));

        assertThat(client.get(path + "/messages").data().getFirst().array("content")).isPresent();
    }

    @Test
    void a_tool_is_part_of_the_conversation_in_both_forms() {
        String objects = open(client.createAgent(TOOLS));
        converse(objects, asObject("Add."));
        String parts = open(client.createAgent(TOOLS));
        converse(parts, inParts("Add."));

        List<JsonObject> asObjects = client.get(objects + "/messages").data();
        assertThat(asObjects)
                .extracting(message -> message.string("role").orElseThrow())
                .containsExactly("user", "assistant", "tool_call", "tool_result", "assistant");
        assertThat(asObjects)
                .extracting(message -> message.longValue("sequence").orElseThrow())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(asObjects).extracting(message -> message.string("id")).doesNotHaveDuplicates();
        JsonObject call = asObjects.get(2).object("content").orElseThrow();
        assertThat(call.string("name")).hasValue("add");
        assertThat(call.object("arguments").orElseThrow().toJson()).isEqualTo("{\"a\":2,\"b\":3}");
        assertThat(asObjects.get(3).string("tool_call_id"))
                .isEqualTo(asObjects.get(2).string("tool_call_id"))
                .isEqualTo(call.string("id"));
        assertThat(asObjects.get(3).object("content").orElseThrow().toJson())
                .isEqualTo("{\"result\":\"5\"}");

        List<JsonObject> inParts = client.get(parts + "/messages").data();
        assertThat(inParts)
                .extracting(message -> message.string("role").orElseThrow())
                .containsExactly("user", "tool_call", "tool_result", "assistant");
        assertThat(inParts.get(2).get("content").orElseThrow().toJson())
                .contains("\"type\":\"tool_result\"", "\"result\":\"5\"");
    }

    @Test
    void what_a_shell_would_expand_is_escaped_where_a_shell_reads() {
        String path = open(agent());

        Answer answer = client.post(path + "/messages", asObject("a * b ? * \\u00e9"));
        String list = client.get(path + "/messages").text();

        assertThat(answer.text()).contains("a \\u002a b \\u003f \\u002a");
        assertThat(list).contains("a \\u002a b \\u003f \\u002a").doesNotContain("*", "?", "\n");
        assertThat(answer.json().object("content").orElseThrow().string("text"))
                .hasValue("a * b ? * \\u00e9");
    }

    @Test
    void the_same_key_is_the_same_message() {
        String path = open(agent());
        String body = "{\"content\":{\"text\":\"Once.\"},\"client_message_id\":\"key-1\"}";

        Answer first = client.post(path + "/messages", body);
        Answer again = client.post(path + "/messages", body);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void a_header_asks_for_the_other_form() {
        String path = open(agent());
        converse(path, asObject("Hi"));

        Answer parts = client.get(path + "/messages", "Everruns-Dialect", "g0");
        Answer posted =
                client.post(path + "/messages", inParts("Again."), "Everruns-Dialect", "G1");

        assertThat(parts.data()).allSatisfy(m -> assertThat(m.array("content")).isPresent());
        assertThat(posted.json().object("content").orElseThrow().toJson())
                .isEqualTo("{\"text\":\"Again.\"}");
    }

    @Test
    void what_stands_beside_the_content_is_echoed() {
        String path = open(agent());

        Answer answer =
                client.post(
                        path + "/messages",
                        """
                        {"message":{"content":[{"type":"text","text":"Hi"},
                          {"type":"image","url":"https://example.com/a.png"}]},
                         "controls":{"model_id":"simulated-fast","reasoning":{"effort":"low"}},
                         "metadata":{"k":1.50}}\
                        """);

        assertThat(answer.text())
                .contains("{\"type\":\"image\",\"url\":\"https://example.com/a.png\"}")
                .contains("\"reasoning\":{\"effort\":\"low\"}")
                .contains("\"metadata\":{\"k\":1.50}");
    }
}
