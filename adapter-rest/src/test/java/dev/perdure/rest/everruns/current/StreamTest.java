package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.ScriptedSession;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import dev.perdure.rest.WireClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams over logs that the tests write by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {

    private RestServer server;
    private WireClient client;

    @BeforeAll
    void start() {
        server =
                RestServer.start(
                        RestConfig.standard("1"),
                        InMemoryStorage.open(),
                        new EngineConfig(WorkerConfig.DEFAULT, new ModelRef("simulated"), false));
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private ScriptedSession begun() {
        return ScriptedSession.begin(server.storage());
    }

    private ScriptedSession told() {
        return begun().attempt()
                .delta("One ")
                .delta("two ")
                .supersede()
                .attempt()
                .delta("Uno ")
                .delta("dos ")
                .delta("tres.")
                .complete("Uno dos tres.");
    }

    private static String path(ScriptedSession session) {
        return "/v1/sessions/" + session.id() + "/sse";
    }

    /** Everything from the beginning to the end of the turn, the first frame left out. */
    private List<Frame> whole(ScriptedSession session) {
        try (SseReader reader = client.stream(path(session) + "?replay=session")) {
            List<Frame> frames = reader.untilEvent("session.idled");
            return List.copyOf(frames.subList(1, frames.size()));
        }
    }

    @Test
    void a_stream_says_at_once_that_it_is_there() {
        try (SseReader reader = client.stream(path(told()))) {
            assertThat(reader.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(reader.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(reader.header("Cache-Control")).isEqualTo("no-cache, no-transform");
            assertThat(reader.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(reader.header("Content-Length")).isEmpty();
            assertThat(reader.header("Connection")).isEqualTo("close");
            Frame first = reader.next().orElseThrow();
            assertThat(first.event()).isEqualTo("connected");
            assertThat(first.data())
                    .isEqualTo("{\"status\":\"connected\",\"resumed_from\":\"no_cursor\"}");
            assertThat(first.id()).isEmpty();
        }
    }

    @Test
    void every_frame_carries_its_id_and_its_name_twice() {
        for (Frame frame : whole(told())) {
            assertThat(frame.json().string("id")).hasValue(frame.id());
            assertThat(frame.json().string("type")).hasValue(frame.event());
        }
    }

    @Test
    void a_stream_from_the_start_has_every_fact_and_the_deltas_that_count() {
        List<Frame> frames = whole(told());
        List<Long> sequences = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String accumulated = "";
        for (Frame frame : frames) {
            frame.json().longValue("sequence").ifPresent(sequences::add);
            if (frame.event().equals("output.message.delta")) {
                JsonObject data = frame.json().object("data").orElseThrow();
                text.append(data.string("delta").orElseThrow());
                accumulated = data.string("accumulated").orElseThrow();
                assertThat(accumulated).isEqualTo(text.toString());
            }
        }
        assertThat(text.toString()).isEqualTo("Uno dos tres.");
        assertThat(sequences).hasSize(13).isSorted().doesNotHaveDuplicates();
        assertThat(sequences.getLast()).isEqualTo(13);
        assertThat(frames)
                .extracting(Frame::event)
                .containsSubsequence(
                        "output.message.started",
                        "reason.recovered",
                        "output.message.started",
                        "output.message.completed",
                        "turn.completed");
    }

    @Test
    void a_stream_resumed_after_any_frame_goes_on_with_the_next() {
        ScriptedSession session = told();
        List<Frame> whole = whole(session);
        for (int cut = 0; cut < whole.size() - 1; cut++) {
            List<Frame> rest = whole.subList(cut + 1, whole.size());
            String id = whole.get(cut).id();
            try (SseReader byQuery = client.stream(path(session) + "?since_id=" + id);
                    SseReader byHeader = client.stream(path(session), "Last-Event-ID", id)) {
                assertThat(byQuery.next().orElseThrow().data()).contains("\"cursor\"");
                assertThat(byQuery.untilEvent("session.idled")).isEqualTo(rest);
                byHeader.next();
                assertThat(byHeader.untilEvent("session.idled")).isEqualTo(rest);
            }
        }
    }

    @Test
    void of_two_cursors_the_later_counts() {
        ScriptedSession session = told();
        List<Frame> whole = whole(session);
        String early = whole.get(2).id();
        String late = whole.get(8).id();
        for (List<String> order : List.of(List.of(early, late), List.of(late, early))) {
            try (SseReader reader =
                    client.stream(
                            path(session) + "?since_id=" + order.get(0),
                            "Last-Event-ID",
                            order.get(1))) {
                reader.next();
                assertThat(reader.next()).contains(whole.get(9));
            }
        }
        try (SseReader reader =
                client.stream(path(session) + "?since_id=" + early + "&since_id=" + late)) {
            reader.next();
            assertThat(reader.next()).contains(whole.get(9));
        }
    }

    @Test
    void a_sequence_number_is_a_cursor_too() {
        ScriptedSession session = told();
        try (SseReader reader = client.stream(path(session), "Last-Event-ID", "12")) {
            reader.next();
            assertThat(reader.next().orElseThrow().json().longValue("sequence")).hasValue(13);
        }
    }

    @Test
    void a_cursor_that_means_nothing_replays_as_if_there_were_none() {
        ScriptedSession session = told();
        try (SseReader reader = client.stream(path(session) + "?since_id=nonsense")) {
            assertThat(reader.next().orElseThrow().data())
                    .isEqualTo("{\"status\":\"connected\",\"resumed_from\":\"unreadable\"}");
            assertThat(reader.next().orElseThrow().event()).isEqualTo("session.started");
        }
    }

    @Test
    void a_cursor_beyond_the_end_resumes_at_the_end() {
        ScriptedSession session = begun().attempt();
        String id;
        try (SseReader reader = client.stream(path(session))) {
            id = reader.untilEvent("output.message.started").getLast().id();
        }
        String hex = id.substring("event_".length());
        String beyond = "event_" + hex.substring(0, 20) + "ffff" + hex.substring(24);
        try (SseReader reader = client.stream(path(session) + "?since_id=" + beyond)) {
            assertThat(reader.next().orElseThrow().data())
                    .isEqualTo("{\"status\":\"connected\",\"resumed_from\":\"beyond_head\"}");
            session.delta("now");
            assertThat(reader.next().orElseThrow().event()).isEqualTo("output.message.delta");
        }
    }

    @Test
    void a_cursor_of_another_session_resumes_by_its_time() {
        String earlier = whole(told()).getFirst().id();
        ScriptedSession session = told();
        String later = whole(told()).getLast().id();
        try (SseReader reader = client.stream(path(session) + "?since_id=" + earlier)) {
            assertThat(reader.next().orElseThrow().data())
                    .isEqualTo("{\"status\":\"connected\",\"resumed_from\":\"foreign\"}");
            assertThat(reader.untilEvent("session.idled")).isNotEmpty();
        }
        ScriptedSession open = begun();
        String afterAll = later;
        try (SseReader reader = client.stream(path(open) + "?since_id=" + afterAll)) {
            reader.next();
            open.attempt();
            assertThat(reader.untilEvent("output.message.started")).isNotEmpty();
        }
    }

    @Test
    void a_reader_who_was_there_sees_an_attempt_and_that_it_was_given_up() {
        ScriptedSession session = begun().attempt();
        try (SseReader reader = client.stream(path(session))) {
            reader.untilEvent("output.message.started");
            session.delta("One ").delta("two ");
            reader.until(frame -> frame.data().contains("\"delta\":\"two \""));
            session.supersede().attempt().delta("Uno.").complete("Uno.");
            List<Frame> after = reader.untilEvent("session.idled");
            assertThat(after)
                    .extracting(Frame::event)
                    .startsWith(
                            "reason.recovered",
                            "reason.started",
                            "output.message.started",
                            "output.message.delta");
        }
        assertThat(whole(session)).noneMatch(frame -> frame.data().contains("two "));
        assertThat(client.get("/v1/sessions/" + session.id() + "/events?include=deltas").text())
                .contains("Uno.")
                .doesNotContain("two ");
    }

    @Test
    void a_reader_who_comes_in_the_middle_of_a_message_is_told_all_of_it() {
        ScriptedSession session = begun().attempt().delta("One ").delta("two ");
        try (SseReader early = client.stream(path(session))) {
            String second =
                    early.until(frame -> frame.data().contains("\"delta\":\"two \""))
                            .getLast()
                            .id();
            try (SseReader late = client.stream(path(session) + "?since_id=" + second)) {
                late.next();
                session.delta("three.").complete("One two three.");
                Frame third = late.next().orElseThrow();
                assertThat(third.data()).contains("\"accumulated\":\"One two three.\"");
                assertThat(early.next()).contains(third);
            }
        }
    }

    @Test
    void the_text_so_far_is_left_out_once_it_is_long() {
        ScriptedSession session = begun().attempt();
        session.delta("x".repeat(4000)).delta("y".repeat(96)).delta("z");
        try (SseReader reader = client.stream(path(session))) {
            List<Frame> frames = reader.until(frame -> frame.data().contains("\"delta\":\"z\""));
            assertThat(frames.get(frames.size() - 2).data()).contains("accumulated");
            assertThat(frames.getLast().data()).doesNotContain("accumulated");
        }
    }

    @Test
    void filters_hide_frames_and_never_the_first() {
        ScriptedSession session = told();
        String query = "?types=turn.started&types=turn.completed&exclude=turn.started";
        try (SseReader reader = client.stream(path(session) + query)) {
            assertThat(reader.next().orElseThrow().event()).isEqualTo("connected");
            assertThat(reader.next().orElseThrow().event()).isEqualTo("turn.completed");
        }
        String noDeltas = "?replay=session&exclude=output.message.delta,reason.thinking.delta";
        try (SseReader reader = client.stream(path(session) + noDeltas)) {
            assertThat(reader.untilEvent("session.idled"))
                    .extracting(Frame::event)
                    .doesNotContain("output.message.delta");
        }
    }

    @Test
    void what_is_there_already_comes_in_few_writes() {
        try (SseReader reader = client.stream(path(told()))) {
            assertThat(reader.untilEvent("session.idled")).hasSizeGreaterThan(15);
            assertThat(reader.chunks()).hasSize(2);
            assertThat(reader.chunks().getFirst()).startsWith("event: connected");
        }
    }

    @Test
    void streams_of_other_prefixes_and_slashes_are_the_same() {
        ScriptedSession session = told();
        try (SseReader reader = client.stream("/api//v1/sessions/" + session.id() + "/sse/")) {
            assertThat(reader.untilEvent("session.idled")).hasSizeGreaterThan(15);
        }
    }

    @Test
    void the_head_of_a_stream_can_be_had_alone() {
        WireClient.Answer answer = client.send("HEAD", path(told()), null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/event-stream");
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void a_stream_is_never_compressed() {
        try (SseReader reader = client.stream(path(told()), "Accept-Encoding", "gzip, deflate")) {
            assertThat(reader.header("Content-Encoding")).isEmpty();
            assertThat(reader.untilEvent("session.idled")).hasSizeGreaterThan(15);
        }
    }
}
