package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolTurnTest extends WireTest {

    private static final String SCRIPT =
            """
            {"name":"calculator","system_prompt":"","capabilities":["arithmetic"],
             "model_settings":{"simulated":{"script":[
               {"thinking":"Let me add.","text":"One moment.","tool_calls":[
                 {"name":"add","arguments":{"a":2,"b":3}},{"name":"add","arguments":{"a":20,"b":22}}]},
               {"text":"It is 5 and 42."}]}}}\
            """;

    @Test
    void tools_run_between_two_generations_and_are_seen_as_they_do() {
        String agent = client.createAgent(SCRIPT);
        String session = client.createSession("{\"agent_id\":\"" + agent + "\"}");
        try (SseReader reader = client.stream(stream(session))) {
            client.say(session, "Add, please.");
            List<Frame> frames = reader.untilEvent("session.idled");
            assertThat(frames)
                    .extracting(Frame::event)
                    .containsSubsequence(
                            "input.message",
                            "turn.started",
                            "reason.started",
                            "output.message.started",
                            "reason.thinking.completed",
                            "llm.generation",
                            "output.message.completed",
                            "act.started",
                            "tool.started",
                            "tool.completed",
                            "act.completed",
                            "reason.started",
                            "llm.generation",
                            "output.message.completed",
                            "turn.completed",
                            "session.idled");
            assertThat(of(frames, "tool.started")).hasSize(2);
            assertThat(of(frames, "tool.completed"))
                    .extracting(event -> event.object("data").orElseThrow().get("result"))
                    .asString()
                    .contains("\"5\"")
                    .contains("\"42\"");
            List<JsonObject> generations = of(frames, "llm.generation");
            assertThat(generations.get(0).toJson()).contains("\"text\":\"Add, please.\"");
            assertThat(generations.get(1).toJson())
                    .doesNotContain("Add, please.")
                    .contains("\"result\":\"5\"")
                    .contains("\"result\":\"42\"")
                    .contains("\"output\":{\"text\":\"It is 5 and 42.\"}");
        }
        assertThat(client.get(messages(session)).data())
                .extracting(message -> message.string("role").orElseThrow())
                .containsExactly("user", "agent", "agent");
    }

    @Test
    void a_tool_of_the_client_is_asked_for_and_the_session_waits() {
        String session =
                client.createSession(
                        """
                        {"tools":[{"name":"weather","description":"Tells the weather.",
                          "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]}\
                        """);
        try (SseReader reader = client.stream(stream(session))) {
            client.say(session, "Use the tool weather.");
            JsonObject asked = reader.untilEvent("tool.call_requested").getLast().json();
            assertThat(asked.toJson()).contains("\"name\":\"weather\",\"arguments\":{");
        }
        dev.perdure.rest.Await.until(() ->
                client.get("/v1/sessions/" + session)
                        .string("status")
                        .equals("waitingfortoolresults"));
    }

    private static List<JsonObject> of(List<Frame> frames, String event) {
        return frames.stream()
                .filter(frame -> frame.event().equals(event))
                .map(Frame::json)
                .toList();
    }
}
