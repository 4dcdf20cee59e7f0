package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that arrive while a turn is under way, over the wire. */
class SteeringTest extends WireTest {

    @Test
    void a_steering_message_is_answered_by_the_turn_it_joins() {
        String session = "";
        List<String> types = List.of();
        for (int silence = 500; silence <= 16_000 && !isSteered(types); silence *= 2) {
            session = client.createSession("{\"agent_id\":\"" + calculator(silence) + "\"}");
            types = steer(session);
        }

        assertThat(types).contains("input.message.steered");
        assertThat(types).filteredOn("turn.completed"::equals).hasSize(1);
        List<JsonObject> events = client.get(events(session)).data();
        JsonObject steered = only(events, "input.message.steered");
        assertThat(steered.longValue("iteration")).hasValue(2);
        assertThat(steered.string("into_turn_id"))
                .isEqualTo(only(events, "turn.completed").string("turn_id"));
        assertThat(events)
                .filteredOn(event -> type(event).equals("llm.generation"))
                .last()
                .asString()
                .contains("In French.");
        assertThat(nothingMoreToReplay(session)).isTrue();
    }

    @Test
    void an_interrupting_message_ends_the_turn_and_is_answered_next() {
        String session = talkSlowly();

        Answer answer = say(session, "interrupt");

        assertThat(answer.status()).isEqualTo(201);
        try (SseReader reader = client.stream(stream(session) + "?replay=session")) {
            reader.untilEvent("turn.completed");
        }
        assertThat(types(session))
                .containsSubsequence(
                        "input.message",
                        "input.message",
                        "input.message.interrupted",
                        "turn.cancel_requested",
                        "turn.cancelled",
                        "session.idled",
                        "turn.started",
                        "turn.completed");
    }

    @Test
    void a_message_that_rolls_back_moves_the_head_to_before_the_turn() {
        String session = talkSlowly();

        say(session, "rollback");

        try (SseReader reader = client.stream(stream(session) + "?replay=session")) {
            reader.untilEvent("turn.completed");
        }
        List<JsonObject> events = client.get(events(session)).data();
        assertThat(types(session))
                .containsSubsequence("session.head_moved", "turn.cancelled", "turn.completed");
        assertThat(only(events, "session.head_moved").longValue("to_sequence")).hasValue(0);
        assertThat(events)
                .filteredOn(event -> type(event).equals("llm.generation"))
                .singleElement()
                .asString()
                .contains("In French.")
                .doesNotContain("story");
    }

    @Test
    void a_message_that_wants_an_idle_session_is_refused_by_a_busy_one() {
        String session = talkSlowly();
        int before = types(session).size();

        Answer refused = say(session, "reject");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.string("detail")).contains("working on another message");
        assertThat(types(session)).hasSize(before);
        assertThat(say(client.createSession("{}"), "reject").status()).isEqualTo(201);
        client.post("/v1/sessions/" + session + "/cancel", "");
    }

    @Test
    void a_message_that_waits_is_told_so() {
        String session = talkSlowly();

        say(session, "enqueue");

        try (SseReader reader = client.stream(stream(session) + "?replay=session")) {
            reader.untilEvent("input.message.queued");
            client.post("/v1/sessions/" + session + "/cancel", "");
            reader.untilEvent("turn.completed");
        }
        List<JsonObject> events = client.get(events(session)).data();
        assertThat(only(events, "input.message.queued").string("behind_turn_id"))
                .isEqualTo(only(events, "turn.cancelled").string("turn_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"hurry\"", "1", "\"STEER\""})
    void a_strategy_that_nobody_knows_is_refused_by_name(String strategy) {
        Answer answer =
                client.post(
                        messages(openSession()), "{\"text\":\"Hi\",\"strategy\":" + strategy + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("detail")).contains("strategy");
    }

    private List<String> steer(String session) {
        client.say(session, "Add, please.");
        try (SseReader reader = client.stream(stream(session) + "?replay=session")) {
            reader.untilEvent("output.message.delta");
            assertThat(say(session, "steer").status()).isEqualTo(201);
            reader.untilEvent("session.idled");
        }
        return types(session);
    }

    private static boolean isSteered(List<String> types) {
        return types.contains("input.message.steered");
    }

    /** A stream without a place begins at what comes next once everything was handed out. */
    private boolean nothingMoreToReplay(String session) {
        client.get(events(session));
        String next = client.say(session, "And now?");
        try (SseReader reader = client.stream(stream(session))) {
            List<SseReader.Frame> frames = reader.untilEvent("input.message");
            return frames.getLast().data().contains(next);
        }
    }

    /** A session whose first turn talks for a long time. */
    private String talkSlowly() {
        String session = client.createSession("{\"model_id\":\"simulated-slow\"}");
        client.say(session, "Tell me a long story.");
        try (SseReader reader = client.stream(stream(session) + "?replay=session")) {
            reader.untilEvent("output.message.delta");
        }
        return session;
    }

    private String calculator(int silence) {
        return client.createAgent(
                """
                {"name":"calculator %1$d","system_prompt":"","capabilities":["arithmetic"],
                 "model_settings":{"simulated":{"script":[
                   {"text":"One moment please.","stall":{"after_pieces":1,"ms":%1$d},"tool_calls":[
                     {"name":"add","arguments":{"a":2,"b":3}}]},
                   {"text":"It is 5."},{"text":"Still 5."}]}}}\
                """
                        .formatted(silence));
    }

    private Answer say(String session, String strategy) {
        return client.post(
                messages(session),
                """
                {"message":{"content":"In French."},"strategy":"%s",
                 "controls":{"model_id":"simulated-fast"}}\
                """
                        .formatted(strategy));
    }

    private List<String> types(String session) {
        return client.get(events(session)).data().stream().map(SteeringTest::type).toList();
    }

    private static String type(JsonObject event) {
        return event.string("type").orElseThrow();
    }

    /** The data of the only event of a type. */
    private static JsonObject only(List<JsonObject> events, String type) {
        List<JsonObject> found = events.stream().filter(event -> type(event).equals(type)).toList();
        assertThat(found).as(type).hasSize(1);
        return found.getFirst().object("data").orElseThrow();
    }
}
