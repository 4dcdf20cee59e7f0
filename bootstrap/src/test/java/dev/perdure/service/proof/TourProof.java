package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Frame;
import dev.perdure.service.proof.harness.Ports;
import dev.perdure.service.proof.harness.ServiceCommand;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.harness.SseConnection;
import dev.perdure.service.proof.oracle.LogOracle;
import dev.perdure.service.proof.oracle.LogRules;
import dev.perdure.service.proof.oracle.SessionLog;
import dev.perdure.service.proof.oracle.StreamCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The agent of the tour does before a reader's eyes what the tour says. */
class TourProof {

    private static final Duration STEP_MAX = Duration.ofMinutes(2);

    @Test
    void an_agent_reads_fetches_delegates_asks_edits_and_comes_back_by_itself() throws Exception {
        try (WorkDirectory directory = WorkDirectory.create();
                ServiceProcess service =
                        ServiceProcess.start(
                                ServiceCommand.on(directory.resolve("data"), Ports.free())
                                        .with("PERDURE_EGRESS_PRIVATE_ALLOW", "localhost"))) {
            Api api = service.api();
            api.agent(agent("scout", service.port()));
            String session = api.session(api.agent(agent("agent", service.port())));
            try (SseConnection live = SseConnection.open(service.port(), Api.stream(session))) {
                api.say(session, "Plan day 1.");
                List<Frame> frames = new ArrayList<>();
                read(live, frames, frame -> frame.event().equals("tool.approval_requested"));
                assertThat(plan(api, session)).contains("to be decided");

                approve(api, session);
                read(live, frames, new TurnEnds(2));

                // The page and the sub-agent answer in whatever order they do.
                assertThat(steps(frames))
                        .containsSubsequence(
                                "tool.started read_file",
                                "tool.completed read_file",
                                "tool.completed web_fetch",
                                "tool.approval_requested edit_file",
                                "tool.approval_decided edit_file",
                                "tool.started edit_file",
                                "tool.completed edit_file",
                                "tool.started create_schedule",
                                "tool.completed create_schedule",
                                "turn.completed ",
                                "turn.completed ")
                        .containsSubsequence(
                                "tool.delegated run_subagent",
                                "tool.completed run_subagent",
                                "tool.approval_requested edit_file");
                assertThat(frames)
                        .filteredOn(frame -> frame.event().equals("tool.completed"))
                        .allMatch(frame -> frame.json().at("/data/success").asBoolean());
                assertThat(plan(api, session)).contains("Day 1: over the pass");
                assertThat(asked(frames)).containsExactly("Plan day 1.", "Is the plan still good?");
                assertIsTheLog(service, session, frames);
            }
        }
    }

    private static String agent(String file, int port) throws IOException {
        return Files.readString(Path.of("..", "docs", "tour", file + ".json"))
                .replace("localhost:9000", "localhost:" + port);
    }

    private static void approve(Api api, String session) {
        String approvals = "/v1/sessions/" + session + "/approvals";
        JsonNode asked = api.get(approvals).ok(200).at("/data/0");
        assertThat(asked.path("tool_name").asText()).isEqualTo("edit_file");
        api.post(
                        approvals + "/" + asked.path("tool_call_id").asText(),
                        "{\"decision\":\"approve\",\"hash\":\""
                                + asked.path("hash").asText()
                                + "\"}")
                .ok(200);
    }

    private static String plan(Api api, String session) {
        return api.get("/v1/sessions/" + session + "/fs/plan.md").ok(200).path("content").asText();
    }

    private static List<String> steps(List<Frame> frames) {
        return frames.stream()
                .filter(frame ->
                        frame.event().startsWith("tool.") || frame.event().equals("turn.completed"))
                .map(frame -> frame.event() + " " + tool(frame))
                .toList();
    }

    private static String tool(Frame frame) {
        JsonNode data = frame.json().path("data");
        return data.path("tool_name").asText(data.at("/tool_call/name").asText());
    }

    private static List<String> asked(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.event().equals("input.message"))
                .map(frame -> frame.json().at("/data/message/content/0/text").asText())
                .toList();
    }

    private static void assertIsTheLog(ServiceProcess service, String session, List<Frame> frames)
            throws Exception {
        try (Connection database = service.database().connect()) {
            SessionLog log = LogOracle.read(database, session);
            assertThat(StreamCheck.problems(log, frames)).isEmpty();
            assertThat(LogRules.broken(log)).isEmpty();
        }
    }

    private static void read(SseConnection live, List<Frame> frames, Predicate<Frame> last)
            throws Exception {
        boolean done = false;
        while (!done) {
            Optional<Frame> frame = live.next(STEP_MAX);
            if (frame.isEmpty()) {
                throw new AssertionError("The stream ended or fell silent after " + steps(frames));
            }
            if (!frame.get().isAboutTheConnection()) {
                frames.add(frame.get());
                done = last.test(frame.get());
            }
        }
    }
}
