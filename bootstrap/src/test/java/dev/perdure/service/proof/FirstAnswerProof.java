package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Frame;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.harness.SseConnection;
import dev.perdure.service.proof.harness.TextStream;
import dev.perdure.service.proof.oracle.LogOracle;
import dev.perdure.service.proof.oracle.LogRules;
import dev.perdure.service.proof.oracle.SessionLog;
import dev.perdure.service.proof.oracle.StreamCheck;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A newcomer's first minutes. */
@ExtendWith(OneService.class)
class FirstAnswerProof {

    private static final Duration TURN_MAX = Duration.ofMinutes(2);

    @Test
    void both_ports_are_healthy_and_the_one_that_waits_for_its_protocol_says_so(
            ServiceProcess service) {
        JsonNode health = service.api().get("/health").ok(200);
        assertThat(health.path("status").asText()).isEqualTo("ok");
        assertThat(health.path("version").isTextual()).isTrue();

        assertThat(service.agentProtocol().get("/health").ok(200).has("status")).isTrue();
        Api.Answer owed = service.agentProtocol().post("/threads", "{}");
        assertThat(owed.status()).isEqualTo(501);
        assertThat(owed.contentType()).startsWith("application/json");
        assertThat(owed.json().path("error").isTextual()).isTrue();
        assertThat(owed.json().path("message").isTextual()).isTrue();
    }

    @Test
    void an_agent_answers_a_message_and_the_answer_streams(ServiceProcess service)
            throws Exception {
        Api api = service.api();
        String agent = api.agent("{\"name\":\"first\",\"system_prompt\":\"You help.\"}");
        String session = api.session(agent);
        String message = api.say(session, "What survives a crash?");

        List<Frame> frames = turn(service, session);

        assertThat(types(frames))
                .containsSubsequence(
                        "session.started",
                        "input.message",
                        "turn.started",
                        "reason.started",
                        "output.message.started",
                        "output.message.delta",
                        "output.message.delta",
                        "llm.generation",
                        "output.message.completed",
                        "turn.completed",
                        "session.idled");
        assertThat(only(frames, "input.message").at("/data/message/id").asText())
                .isEqualTo(message);
        String answer =
                only(frames, "output.message.completed")
                        .at("/data/message/content/0/text")
                        .asText();
        StringBuilder streamed = new StringBuilder();
        frames.stream()
                .filter(frame -> frame.event().equals("output.message.delta"))
                .forEach(frame -> streamed.append(frame.json().at("/data/delta").asText()));
        assertThat(streamed.toString()).isEqualTo(answer).contains("What survives a crash?");
        assertIsTheLog(service, session, frames);
    }

    @Test
    void one_command_of_curl_asks_and_the_answer_streams(ServiceProcess service) throws Exception {
        String question = Readme.read().sentTo("/v1/ask");
        TextStream answer = TextStream.post(service.port(), "/v1/ask", question);
        // A machine that stalls joins what comes meanwhile.
        for (int more = 0; more < 20 && answer.pieces() <= 3; more++) {
            answer = TextStream.post(service.port(), "/v1/ask", question);
        }

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(answer.pieces()).isGreaterThan(3);
        assertThat(answer.text()).contains(question).endsWith("\n");
        List<Frame> frames = turn(service, answer.session());
        assertThat(answer.text().strip())
                .isEqualTo(
                        only(frames, "output.message.completed")
                                .at("/data/message/content/0/text")
                                .asText()
                                .strip());
        assertIsTheLog(service, answer.session(), frames);
    }

    @Test
    void tools_are_called_between_two_calls_of_the_model_and_are_seen_at_work(
            ServiceProcess service) throws Exception {
        Api api = service.api();
        Readme readme = Readme.read();
        String agent = api.agent(readme.sentTo("/agents"));
        String session = api.session(agent);
        try (SseConnection live = SseConnection.open(service.port(), Api.stream(session))) {
            live.await("the greeting", TURN_MAX, frame -> frame.event().equals("connected"));
            api.post(Api.messages(session), readme.sentTo("/messages")).ok(201);
            List<Frame> frames = read(live, new TurnEnds(1));

            List<String> steps =
                    types(frames).stream()
                            .filter(type ->
                                    type.startsWith("tool.")
                                            || type.startsWith("act.")
                                            || type.equals("llm.generation"))
                            .toList();
            assertThat(steps).startsWith("llm.generation", "act.started");
            assertThat(steps).endsWith("act.completed", "llm.generation");
            assertThat(toolNames(frames, "tool.started", "/data/tool_call/name"))
                    .contains("add", "get_current_time");
            assertThat(toolNames(frames, "tool.completed", "/data/tool_name"))
                    .containsExactlyInAnyOrderElementsOf(
                            toolNames(frames, "tool.started", "/data/tool_call/name"));
            assertThat(frames)
                    .filteredOn(frame ->
                            frame.event().equals("tool.completed")
                                    && frame.json().at("/data/tool_name").asText().equals("add"))
                    .singleElement()
                    .satisfies(frame -> {
                        assertThat(frame.json().at("/data/success").asBoolean()).isTrue();
                        assertThat(frame.json().at("/data/result/0/text").asText()).contains("42");
                    });
            assertIsTheLog(service, session, frames);
        }
    }

    private static void assertIsTheLog(ServiceProcess service, String session, List<Frame> frames)
            throws Exception {
        try (Connection database = service.database().connect()) {
            SessionLog log = LogOracle.read(database, session);
            assertThat(StreamCheck.problems(log, frames)).isEmpty();
            assertThat(LogRules.broken(log)).isEmpty();
        }
    }

    private static List<Frame> turn(ServiceProcess service, String session) throws Exception {
        try (SseConnection connection = SseConnection.open(service.port(), Api.stream(session))) {
            return read(connection, new TurnEnds(1));
        }
    }

    private static List<Frame> read(SseConnection connection, Predicate<Frame> last)
            throws Exception {
        assertThat(connection.status()).isEqualTo(200);
        assertThat(connection.headers().get("content-type")).startsWith("text/event-stream");
        List<Frame> frames = new ArrayList<>();
        boolean done = false;
        while (!done) {
            Optional<Frame> frame = connection.next(TURN_MAX);
            if (frame.isEmpty()) {
                throw new AssertionError("The turn did not end: " + types(frames));
            }
            if (!frame.get().isAboutTheConnection()) {
                frames.add(frame.get());
                done = last.test(frame.get());
            }
        }
        return frames;
    }

    private static List<String> types(List<Frame> frames) {
        return frames.stream().map(Frame::event).toList();
    }

    private static List<String> toolNames(List<Frame> frames, String type, String pointer) {
        return frames.stream()
                .filter(frame -> frame.event().equals(type))
                .map(frame -> frame.json().at(pointer).asText())
                .toList();
    }

    private static JsonNode only(List<Frame> frames, String type) {
        List<Frame> found = frames.stream().filter(frame -> frame.event().equals(type)).toList();
        assertThat(found).as(type).hasSize(1);
        return found.getFirst().json();
    }
}
