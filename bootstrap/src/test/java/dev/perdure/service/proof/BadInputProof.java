package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Await;
import dev.perdure.service.proof.harness.CutReader;
import dev.perdure.service.proof.harness.Frame;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.oracle.LogOracle;
import dev.perdure.service.proof.oracle.LogRules;
import dev.perdure.service.proof.oracle.SessionLog;
import dev.perdure.service.proof.oracle.StreamCheck;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients send that they should not: it is refused in words, or kept to the byte. */
@ExtendWith(OneService.class)
class BadInputProof {

    private static final Duration TURN_MAX = Duration.ofMinutes(3);
    private static final String NOWHERE = "0".repeat(31) + "9";

    /** As deep as nobody means it, and yet within bounds. */
    private static final String DEEP = "[".repeat(50) + "]".repeat(50);

    private static final String WRITTEN =
            """
            select (select count(*) from perdure.event), (select count(*) from perdure.delta),
                   (select count(*) from perdure.turn), (select count(*) from perdure.session),
                   (select count(*) from perdure.session_entry), (select count(*) from perdure.agent),
                   (select count(*) from perdure.agent_version),
                   (select sum(head_offset) from perdure.session)
            """;

    private static final String OPEN_TURNS = "select sum(open_turns) from perdure.session";

    private ServiceProcess service;
    private Api api;
    private String agent;

    @BeforeEach
    void an_agent(ServiceProcess running) {
        service = running;
        api = running.api();
        Api.Answer answer =
                api.post(
                        "/v1/agents",
                        """
                        {"name":"quick","system_prompt":"You answer.","default_model_id":"simulated-fast"}
                        """);
        agent = answer.json().path("id").asText();
    }

    @Test
    void what_is_unknown_is_not_found() throws Exception {
        String session = "/v1/sessions/session_" + NOWHERE;
        assertRefusedWithoutATrace(
                List.of(
                        new Bad("GET", session, "", 404),
                        new Bad("GET", "/v1/sessions/nonsense", "", 404),
                        new Bad("DELETE", session, "", 404),
                        new Bad("POST", session + "/messages", Api.message("hello"), 404),
                        new Bad("GET", session + "/messages", "", 404),
                        new Bad("GET", session + "/events", "", 404),
                        new Bad("GET", session + "/sse", "", 404),
                        new Bad("POST", session + "/cancel", "", 404),
                        new Bad("GET", "/v1/agents/agent_" + NOWHERE, "", 404),
                        new Bad("PATCH", "/v1/agents/agent_" + NOWHERE, "{}", 404),
                        new Bad("DELETE", "/v1/agents/agent_" + NOWHERE, "", 404),
                        new Bad(
                                "POST",
                                "/v1/sessions",
                                "{\"agent_id\":\"agent_" + NOWHERE + "\"}",
                                404),
                        new Bad("GET", "/v1/no/such/route", "", 404),
                        new Bad("GET", "/nowhere", "", 404)));
    }

    @Test
    void what_is_no_json_or_of_the_wrong_kind_is_refused() throws Exception {
        String messages = Api.messages(api.session(agent));
        List<Bad> bad = new ArrayList<>();
        for (String body : BadBodies.MESSAGES) {
            bad.add(new Bad("POST", messages, body, 400));
        }
        for (String body : BadBodies.AGENTS) {
            bad.add(new Bad("POST", "/v1/agents", body, 400));
        }
        bad.add(new Bad("POST", "/v1/sessions", "{\"title\":17}", 400));
        bad.add(new Bad("POST", "/v1/sessions", "{\"tags\":[1]}", 400));
        String events = messages.replace("/messages", "/events");
        bad.add(new Bad("GET", events + "?types=no.such.event", "", 400));
        bad.add(new Bad("GET", events + "?limit=many", "", 400));
        bad.add(new Bad("PUT", messages, "{}", 405));
        assertRefusedWithoutATrace(bad);

        byte[] noUtf8 = "{\"message\":{\"content\":\"??\"}}".getBytes(StandardCharsets.US_ASCII);
        noUtf8[23] = (byte) 0xC3;
        noUtf8[24] = (byte) 0x28;
        assertProblem(api.post(messages, noUtf8), 400);
    }

    @Test
    void what_is_too_large_is_refused_and_the_largest_that_fits_is_kept() throws Exception {
        String session = api.session(agent);
        String messages = Api.messages(session);
        int bytesMax = 1024 * 1024;
        int frame = Api.message("").length();
        String before = written();
        assertProblem(api.post(messages, Api.message("x".repeat(bytesMax - frame + 1))), 413);
        assertProblem(api.post("/v1/agents", "{\"name\":\"" + "x".repeat(5 * bytesMax)), 413);
        assertThat(written()).isEqualTo(before);

        String largest = "y".repeat(bytesMax - frame);
        assertThat(api.post(messages, Api.message(largest)).ok(201).at("/content/0/text").asText())
                .isEqualTo(largest);
        List<Frame> frames = turns(session, 1);
        assertThat(input(frames).at("/data/message/content/0/text").asText()).isEqualTo(largest);
    }

    @Test
    void text_and_numbers_come_back_as_they_were_sent() throws Exception {
        String session = api.session(agent);
        String strange =
                "nul \0, lone \uD800 and \uDC00\uD800, pair \uD834\uDD1E, separators \u2028\u2029\u0085,"
                        + " quotes \"\\/, controls \u0001\u001F\u007F\r\n\t, bom \uFEFF, \uFFFF";
        String numbers =
                "{\"a\":1.10,\"b\":123456789012345678901234567890.5,\"c\":1E+2,\"d\":-0,"
                        + "\"e\":1e400,\"z\":[],\"a2\":{\"y\":null,\"b\":[true,false]}}";
        String escaped = escaped(strange);
        String body =
                "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\""
                        + escaped
                        + "\"}],\"metadata\":{\"numbers\":"
                        + numbers
                        + ",\"deep\":"
                        + DEEP
                        + ",\""
                        + escaped
                        + "\":\""
                        + escaped
                        + "\"}}}";

        Api.Answer accepted = api.post(Api.messages(session), body);

        assertThat(accepted.ok(201).at("/content/0/text").asText()).isEqualTo(strange);
        assertThat(accepted.text()).contains("\"numbers\":" + numbers, "\"deep\":" + DEEP);
        assertThat(accepted.json().path("metadata").path(strange).asText()).isEqualTo(strange);

        List<Frame> frames = turns(session, 1);
        Frame input =
                frames.stream()
                        .filter(frame -> frame.event().equals("input.message"))
                        .findFirst()
                        .orElseThrow();
        assertThat(input.json().at("/data/message/content/0/text").asText()).isEqualTo(strange);
        assertThat(input.data())
                .contains("\"numbers\":" + numbers, "\"deep\":" + DEEP)
                .doesNotContain("\u2028");

        Api.Answer listed = api.get(Api.messages(session));
        assertThat(listed.ok(200).at("/data/0/content/0/text").asText()).isEqualTo(strange);
        assertThat(listed.text()).contains("\"numbers\":" + numbers);
        Api.Answer events = api.get(Api.events(session));
        assertThat(events.text()).contains("\"numbers\":" + numbers);
        assertIsTheLog(session, frames);
    }

    @Test
    void an_empty_text_is_a_message() throws Exception {
        String session = api.session(agent);
        api.say(session, "");
        List<Frame> frames = turns(session, 1);
        assertThat(input(frames).at("/data/message/content/0/text").asText()).isEmpty();
        assertIsTheLog(session, frames);
    }

    @Test
    void a_message_to_a_busy_session_is_queued_and_answered_in_its_turn() throws Exception {
        api.post(
                "/v1/agents",
                """
                {"name":"steady","system_prompt":"You answer.",
                 "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":10,"words":20}}}
                """);
        String session =
                api.post("/v1/sessions", "{\"agent_name\":\"steady\"}").ok(201).path("id").asText();
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            messages.add(api.say(session, "Question " + i));
        }

        List<Frame> frames = turns(session, messages.size());

        assertThat(frames)
                .filteredOn(frame -> frame.event().equals("turn.started"))
                .extracting(frame -> frame.json().at("/data/input_message_id").asText())
                .containsExactlyElementsOf(messages);
        assertThat(frames)
                .filteredOn(frame -> frame.event().equals("turn.completed"))
                .hasSize(messages.size());
        assertIsTheLog(session, frames);
    }

    private record Bad(String method, String path, String body, int status) {}

    private void assertRefusedWithoutATrace(List<Bad> requests) throws Exception {
        String before = written();
        for (Bad bad : requests) {
            Api.Answer answer =
                    api.send(
                            bad.method(),
                            bad.path(),
                            BodyPublishers.ofString(bad.body()),
                            Duration.ofMinutes(2));
            assertThat(answer.status())
                    .as(
                            bad.method()
                                    + " "
                                    + bad.path()
                                    + " "
                                    + shortened(bad.body())
                                    + ": "
                                    + answer)
                    .isEqualTo(bad.status());
            assertProblem(answer, bad.status());
        }
        assertThat(written()).as("rows of all tables").isEqualTo(before);
    }

    private static void assertProblem(Api.Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.at("/error/code").asText()).isNotBlank();
        assertThat(problem.at("/error/message").asText()).isNotBlank();
        assertThat(answer.text()).doesNotContain("Exception", "\tat ", "dev.perdure");
    }

    private void assertIsTheLog(String session, List<Frame> frames) throws Exception {
        try (Connection database = service.database().connect()) {
            SessionLog log = LogOracle.read(database, session);
            assertThat(StreamCheck.problems(log, frames)).isEmpty();
            assertThat(LogRules.broken(log)).isEmpty();
        }
    }

    /**
     * How much there is in every table once every turn is over; the same before and after when
     * nothing was written.
     */
    private String written() throws Exception {
        Await.until("every session rests", TURN_MAX, () -> query(OPEN_TURNS).equals("[0]"));
        return query(WRITTEN);
    }

    private String query(String query) throws Exception {
        try (Connection database = service.database().connect();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            List<String> counts = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                counts.add(row.getString(column));
            }
            return counts.toString();
        }
    }

    private List<Frame> turns(String session, int turns) throws Exception {
        return new CutReader(service.port(), session, 0, 0).read(new TurnEnds(turns), TURN_MAX);
    }

    private static JsonNode input(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.event().equals("input.message"))
                .findFirst()
                .orElseThrow()
                .json();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }

    private static String shortened(String body) {
        return body.length() > 100 ? body.substring(0, 100) + "..." : body;
    }
}
