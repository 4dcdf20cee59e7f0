package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedStreamsTest extends NestedTest {

    private static final String STREAM = "text/event-stream";

    @Test
    void a_stream_begins_with_the_session_and_goes_on_with_what_happens() {
        String path = open(agent());
        converse(path, asObject("One."));

        try (SseReader reader = client.stream(path + "/events", "Accept", STREAM)) {
            assertThat(reader.header("Content-Type")).startsWith(STREAM);
            assertThat(reader.next().orElseThrow().comment()).isEqualTo("connected");
            assertThat(events(reader.untilEvent("session.completed")))
                    .containsExactly(
                            "session.started",
                            "step.started",
                            "message.delta",
                            "message.created",
                            "session.completed");
            client.post(path + "/messages", asObject("Two."));
            assertThat(events(reader.untilEvent("session.completed")))
                    .startsWith("session.started", "step.started", "message.delta");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json, text/event-stream;q=0.5", "TEXT/EVENT-STREAM"})
    void whoever_accepts_an_event_stream_gets_one(String accept) {
        String path = open(agent());

        try (SseReader reader = client.stream(path + "/events", "Accept", accept)) {
            assertThat(reader.header("Content-Type")).startsWith(STREAM);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html"})
    void whoever_does_not_gets_a_list(String accept) {
        String path = open(agent());

        Answer answer = client.get(path + "/events", "Accept", accept);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.data()).isEmpty();
    }

    @Test
    void a_reader_of_the_first_generation_resumes_after_its_offset() {
        String path = open(agent());
        converse(path, inParts("Hi"));
        List<Frame> all;
        try (SseReader reader = client.stream(path + "/sse")) {
            all = reader.until(frame -> frame.data().contains("assistant_response_complete"));
        }

        for (Frame place : all.subList(1, all.size() - 1)) {
            assertThat(place.id()).matches(UUID);
            for (String[] by :
                    new String[][] {
                        {path + "/sse?offset=" + place.id()},
                        {path + "/sse", "Last-Event-ID", place.id()}
                    }) {
                assertResumes(by, all.subList(all.indexOf(place) + 1, all.size()));
            }
        }
    }

    @Test
    void a_reader_of_the_tutorial_resumes_after_a_sequence() {
        String path = open(client.createAgent(TOOLS));
        converse(path, asObject("Add."));
        List<Frame> all;
        try (SseReader reader = client.stream(path + "/events", "Accept", STREAM)) {
            all = reader.untilEvent("session.completed");
        }

        for (Frame place : all.subList(1, all.size() - 1)) {
            if (!place.id().isEmpty()) {
                String[] by = {path + "/events", "Accept", STREAM, "Last-Event-ID", place.id()};
                assertResumes(by, all.subList(all.indexOf(place) + 1, all.size()));
            }
        }
    }

    private void assertResumes(String[] by, List<Frame> rest) {
        String[] headers = java.util.Arrays.copyOfRange(by, 1, by.length);
        try (SseReader reader = client.stream(by[0], headers)) {
            assertThat(reader.next().orElseThrow().comment()).isEqualTo("connected");
            for (Frame expected : rest) {
                assertThat(reader.next()).hasValue(expected);
            }
        }
    }

    @Test
    void a_reader_of_envelopes_is_greeted_and_resumes_after_an_event() {
        String path = open(agent());
        converse(path, inParts("Hi"));
        String last;
        try (SseReader reader = client.stream(path + "/sse?since_id=0")) {
            Frame greeting = reader.next().orElseThrow();
            assertThat(greeting.event()).isEqualTo("connected");
            assertThat(greeting.json().string("status")).hasValue("connected");
            last = reader.untilEvent("turn.started").getLast().json().string("id").orElseThrow();
        }
        try (SseReader reader = client.stream(path + "/sse?since_id=" + last)) {
            assertThat(reader.next().orElseThrow().event()).isEqualTo("connected");
            assertThat(reader.next().orElseThrow().event()).isEqualTo("reason.started");
        }
    }

    @Test
    void a_header_overrules_what_else_a_request_shows() {
        String path = open(agent());
        converse(path, inParts("Hi"));

        try (SseReader reader = client.stream(path + "/sse", "Everruns-Dialect", "g1")) {
            assertThat(events(reader.untilEvent("session.completed"))).contains("step.started");
        }
        try (SseReader reader = client.stream(path + "/sse", "Everruns-Dialect", "g15")) {
            assertThat(events(reader.untilEvent("session.idled"))).contains("turn.completed");
        }
        try (SseReader reader = client.stream(path + "/events", "Everruns-Dialect", "g1")) {
            assertThat(events(reader.untilEvent("session.completed"))).contains("step.started");
        }
        Answer list = client.get(path + "/events", "Everruns-Dialect", "g15", "Accept", STREAM);
        assertThat(list.data())
                .extracting(item -> item.string("type").orElseThrow())
                .startsWith("session.started", "message.user");
        assertThat(list.json().get("next_offset")).isEmpty();
        for (String rest : new String[] {"/events", "/sse", "/messages"}) {
            assertProblem(
                    client.get(path + rest, "Everruns-Dialect", "g3"), 400, "invalid_request");
        }
    }

    @Test
    void a_tool_of_the_client_is_announced_and_nothing_ends() {
        String agent =
                client.createAgent(
                        """
                        {"name":"Weather","system_prompt":"","tools":[{"name":"weather",
                          "description":"Tells the weather.","parameters":{"type":"object"}}]}\
                        """);
        String path = open(agent);
        client.post(path + "/messages", asObject("Use the tool weather."));

        try (SseReader reader = client.stream(path + "/events", "Accept", STREAM)) {
            Frame started = reader.untilEvent("tool.started").getLast();
            assertThat(started.json().string("tool_name")).hasValue("weather");
        }
        dev.perdure.rest.Await.until(
                () -> client.get(path).string("state").equals("waitingfortoolresults"));
        assertThat(client.get(path).string("status")).isEqualTo("running");
        client.post(current(path) + "/cancel", "");
    }

    @Test
    void other_methods_are_not_known_where_streams_are() {
        String path = open(agent());

        assertProblem(client.post(path + "/sse", "{}"), 405, "method_not_allowed");
        assertThat(client.send("HEAD", path + "/sse", null).status()).isEqualTo(200);
    }

    private static List<String> events(List<Frame> frames) {
        List<String> events = new java.util.ArrayList<>();
        for (Frame frame : frames) {
            boolean again = !events.isEmpty() && events.getLast().equals(frame.event());
            if (!frame.event().isEmpty() && !again) {
                events.add(frame.event());
            }
        }
        return events;
    }
}
