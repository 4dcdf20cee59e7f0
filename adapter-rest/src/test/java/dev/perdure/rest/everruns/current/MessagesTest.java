package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest extends WireTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}}",
                "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}}",
                "{\"role\":\"user\",\"content\":{\"text\":\"Hi\"}}",
                "{\"content\":\"Hi\"}",
                "{\"message\":{\"content\":\"Hi\",\"nonsense\":1},\"nonsense\":[]}",
                "{\"text\":\"Hi\"}",
                "{\"text\":\"Hi\",\"message\":null,\"metadata\":null,\"controls\":null}"
            })
    void a_message_is_accepted_in_every_form(String body) {
        String session = openSession();
        Answer answer = client.post(messages(session), body);
        assertThat(answer.status()).isEqualTo(201);
        JsonObject message = answer.json();
        assertThat(message.string("id").orElseThrow()).matches("message_[0-9a-f]{32}");
        assertThat(message.string("session_id")).hasValue(session);
        assertThat(message.longValue("sequence")).hasValue(2);
        assertThat(message.string("role")).hasValue("user");
        assertThat(message.get("content").orElseThrow().toJson())
                .isEqualTo("[{\"type\":\"text\",\"text\":\"Hi\"}]");
        assertThat(message.string("created_at")).isPresent();
    }

    @Test
    void camel_case_and_image_addresses_are_understood() {
        Answer answer =
                client.post(
                        messages(openSession()),
                        """
                        {"text":"Hi","image_urls":["https://example.com/a.png"],
                         "externalActor":{"actorId":"me"},
                         "controls":{"modelId":"simulated-fast"}}\
                        """);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text())
                .contains("{\"type\":\"image\",\"url\":\"https://example.com/a.png\"}")
                .contains("\"external_actor\":{\"actorId\":\"me\"}")
                .contains("\"controls\":{\"modelId\":\"simulated-fast\"}");
    }

    @Test
    void an_unknown_model_of_a_message_is_not_found_and_nothing_is_written() {
        String session = openSession();
        Answer answer =
                client.post(
                        messages(session), "{\"text\":\"a\",\"controls\":{\"model_id\":\"none\"}}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(client.get(messages(session)).data()).isEmpty();
    }

    @Test
    void the_model_of_a_message_answers_it() {
        String session = openSession();
        client.post(
                messages(session), "{\"text\":\"a\",\"controls\":{\"model_id\":\"simulated\"}}");
        try (SseReader reader = client.stream(stream(session))) {
            assertThat(reader.untilEvent("turn.started").getLast().data())
                    .contains("\"model\":\"simulated\"");
        }
    }

    @Test
    void the_same_key_is_the_same_message() {
        String session = openSession();
        String body = "{\"text\":\"Once.\",\"client_message_id\":\"key-1\"}";
        Answer first = client.post(messages(session), body);
        Answer again = client.post(messages(session), body);
        Answer byHeader =
                client.post(messages(session), "{\"text\":\"Once.\"}", "Idempotency-Key", "key-1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.string("id")).isEqualTo(first.string("id"));
        assertThat(again.string("delivery")).isEqualTo("duplicate");
        assertThat(byHeader.string("id")).isEqualTo(first.string("id"));
        assertThat(first.text()).doesNotContain("delivery");
    }

    @Test
    void both_sides_of_a_conversation_are_listed_in_order() {
        String session = openSession();
        converse(session, "One.");
        converse(session, "Two.");
        Answer list = client.get(messages(session));
        assertThat(list.data())
                .extracting(message -> message.string("role").orElseThrow())
                .containsExactly("user", "agent", "user", "agent");
        assertThat(list.data())
                .allSatisfy(message -> {
                    assertThat(message.string("session_id")).hasValue(session);
                    assertThat(message.longValue("sequence")).isPresent();
                    assertThat(message.array("content")).isPresent();
                });
        assertThat(list.json().get("messages")).isEqualTo(list.json().get("data"));
        assertThat(list.json().longValue("total")).hasValue(4);
        assertThat(list.text()).doesNotContain("phase");
        Answer window = client.get(messages(session) + "?offset=1&limit=2");
        assertThat(window.data()).isEqualTo(list.data().subList(1, 3));
        assertThat(window.json().longValue("total")).hasValue(4);
    }

    @Test
    void a_message_to_a_busy_session_waits_for_its_turn_and_is_answered() {
        String session = client.createSession("{\"model_id\":\"simulated-slow\"}");
        client.say(session, "Tell me a long story.");
        try (SseReader reader = client.stream(stream(session))) {
            reader.untilEvent("output.message.delta");
            String second = client.say(session, "And then?");
            assertThat(client.get("/v1/sessions/" + session).string("status")).isEqualTo("active");
            client.post("/v1/sessions/" + session + "/cancel", "");
            reader.untilEvent("turn.cancelled");
            assertThat(reader.untilEvent("turn.started").getLast().data())
                    .contains("\"input_message_id\":\"" + second + "\"");
            client.post("/v1/sessions/" + session + "/cancel", "");
        }
        List<JsonObject> said = client.get(messages(session)).data();
        assertThat(said)
                .extracting(message -> message.string("role").orElseThrow())
                .containsExactly("user", "user");
    }
}
