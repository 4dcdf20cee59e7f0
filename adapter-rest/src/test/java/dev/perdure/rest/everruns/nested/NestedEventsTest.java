package dev.perdure.rest.everruns.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import dev.perdure.rest.WireClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedEventsTest extends NestedTest {

    private static final String CLOSED = "public, max-age=31536000, immutable";

    @Test
    void pages_follow_each_other_without_a_gap_or_a_repetition() {
        String path = open(client.createAgent(TOOLS));
        converse(path, inParts("Add."));
        List<JsonObject> all = client.get(path + "/events").data();

        for (int limit : List.of(1, 2, 3, 1000)) {
            List<JsonObject> paged = new ArrayList<>();
            Answer page = client.get(path + "/events?limit=" + limit);
            while (!page.data().isEmpty()) {
                paged.addAll(page.data());
                assertThat(page.string("next_offset"))
                        .isEqualTo(page.data().getLast().string("id").orElseThrow());
                assertThat(page.json().bool("has_more")).hasValue(paged.size() < all.size());
                page =
                        client.get(
                                path
                                        + "/events?limit="
                                        + limit
                                        + "&offset="
                                        + page.string("next_offset"));
            }
            assertThat(paged).isEqualTo(all);
            assertThat(page.json().get("next_offset")).hasValue(JsonNull.INSTANCE);
            assertThat(page.json().bool("has_more")).hasValue(false);
        }
    }

    @Test
    void a_page_may_be_kept_for_ever_once_it_can_not_change() {
        String path = open(agent());
        converse(path, inParts("Hi"));
        String events = path + "/events";
        String first = client.get(events).data().getFirst().string("id").orElseThrow();

        assertThat(client.get(events + "?limit=3").header("Cache-Control")).isEqualTo(CLOSED);
        assertThat(client.get(events + "?limit=3&offset=" + first).header("Cache-Control"))
                .isEqualTo(CLOSED);
        assertThat(client.get(events).header("Cache-Control")).isEqualTo("no-cache");
        assertThat(client.get(events + "?limit=9").header("Cache-Control")).isEqualTo("no-cache");
        assertThat(client.get(events + "?limit=8").header("Cache-Control")).isEqualTo(CLOSED);
        assertThat(client.get(events + "?limit=3").header("Vary"))
                .contains("Accept", "Everruns-Dialect");
    }

    @Test
    void no_page_may_be_kept_while_a_turn_runs() {
        String agent =
                client.createAgent(
                        """
                        {"name":"Slow","system_prompt":"","default_model_id":"simulated-slow"}\
                        """);
        String path = open(agent);
        client.post(path + "/messages", inParts("A long story."));
        try (SseReader reader = client.stream(path + "/sse")) {
            reader.untilEvent("TextDelta");
        }

        Answer page = client.get(path + "/events?limit=1");

        assertThat(page.json().bool("has_more")).hasValue(true);
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        client.post(current(path) + "/cancel", "");
    }

    @Test
    void the_answer_of_the_second_turn_is_new_and_that_of_the_first_is_not_repeated() {
        String path = open(agent());
        converse(path, inParts("One."));
        Answer first = client.get(path + "/events?limit=100");
        converse(path, "{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Two.\"}]}}");

        List<JsonObject> second =
                client.get(path + "/events?limit=100&offset=" + first.string("next_offset")).data();

        assertThat(of(first.data(), "message.agent")).hasSize(1);
        assertThat(of(second, "message.agent"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(of(first.data(), "message.agent"));
        assertThat(second.getFirst().string("event_type")).hasValue("message.user");
    }

    @Test
    void places_of_every_kind_are_understood() {
        String path = open(agent());
        converse(path, inParts("Hi"));
        List<JsonObject> all = client.get(path + "/events").data();
        String third = all.get(2).string("id").orElseThrow();
        String dotted = "event_" + third.replace("-", "");

        for (String offset : List.of(third, dotted, third.toUpperCase(java.util.Locale.ROOT))) {
            assertThat(client.get(path + "/events?offset=" + offset).data())
                    .isEqualTo(all.subList(3, all.size()));
        }
        long sequence = all.get(2).longValue("sequence").orElseThrow();
        for (String since : List.of(third, dotted, Long.toString(sequence))) {
            assertThat(client.get(path + "/events?since_id=" + since).data())
                    .extracting(item -> item.longValue("sequence").orElseThrow())
                    .first()
                    .isEqualTo(sequence + 1);
        }
        assertThat(client.get(path + "/events?offset=&limit=").data()).isEqualTo(all);
    }

    @Test
    void ids_the_session_does_not_have_are_compared_as_ids() {
        String path = open(agent());
        converse(path, inParts("Hi"));
        String other = open(agent());
        converse(other, inParts("Hi"));
        List<JsonObject> all = client.get(path + "/events").data();
        String later = client.get(other + "/events").data().getLast().string("id").orElseThrow();

        assertThat(events(path, "offset=00000000-0000-0000-0000-000000000000")).isEqualTo(all);
        assertThat(events(path, "offset=00000000-0000-7000-8000-000000000000")).isEqualTo(all);
        assertThat(events(path, "offset=ffffffff-ffff-ffff-ffff-ffffffffffff")).isEmpty();
        assertThat(events(path, "offset=" + later)).isEmpty();
        assertThat(events(path, "since_id=" + later)).isEmpty();
        assertThat(events(path, "since_id=999999")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "12", "event_1", "%00", "0191-", "x*"})
    void an_offset_that_is_no_id_is_refused_and_a_since_id_never_is(String text) {
        String path = open(agent());

        assertProblem(client.get(path + "/events?offset=" + text), 400, "invalid_request");
        assertProblem(client.get(path + "/sse?offset=" + text), 400, "invalid_request");
        assertThat(client.get(path + "/events?since_id=" + text).status()).isEqualTo(200);
        try (SseReader reader = client.stream(path + "/sse?since_id=" + text)) {
            assertThat(reader.status()).contains("200");
        }
    }

    @Test
    void limits_are_clamped_above_and_refused_below() {
        String path = open(agent());

        for (String limit : List.of("0", "-1", "x", "1.5", "99999999999999999999")) {
            assertProblem(client.get(path + "/events?limit=" + limit), 400, "invalid_request");
        }
        assertThat(client.get(path + "/events?limit=1000000").status()).isEqualTo(200);
    }

    @Test
    void names_can_be_filtered_and_unknown_ones_are_refused() {
        String path = open(agent());
        converse(path, inParts("Hi"));

        assertThat(events(path, "types=message.agent&types=checkpoint&exclude=checkpoint"))
                .extracting(item -> item.string("event_type").orElseThrow())
                .containsExactly("message.agent");
        assertThat(events(path, "since_id=0&types=turn.started,turn.completed"))
                .extracting(item -> item.string("type").orElseThrow())
                .containsExactly("turn.started", "turn.completed");
        assertProblem(client.get(path + "/events?types=nonsense"), 400, "invalid_request");
        assertProblem(client.get(path + "/sse?exclude=nonsense"), 400, "invalid_request");
    }

    @Test
    void what_was_read_here_is_not_told_again_to_a_stream_without_a_place() {
        for (String query : List.of("?limit=100", "?since_id=0", "?since_id=0&limit=100")) {
            String path = open(agent());
            converse(path, inParts("One."));
            assertThat(first(path)).isEqualTo("session.started");
            client.get(path + "/events?limit=3");
            client.send("HEAD", path + "/events", null);
            assertThat(first(path))
                    .as("a page that ends before the turn, and no page")
                    .isEqualTo("session.started");

            client.get(path + "/events" + query);
            client.post(path + "/messages", inParts("Two."));

            assertThat(first(path)).isEqualTo("input.message");
        }
    }

    /** The first event of a stream of the current dialect that only watches. */
    private String first(String path) {
        try (SseReader reader = client.stream(current(path) + "/sse?replay=undelivered")) {
            reader.untilEvent("connected");
            return reader.next().orElseThrow().event();
        }
    }

    @Test
    void all_views_of_one_session_agree_on_what_happened_where() {
        String path = open(client.createAgent(TOOLS));
        converse(path, inParts("Add."));

        List<JsonObject> nested = client.get(path + "/events?limit=1000").data();
        List<JsonObject> envelopes = client.get(path + "/events?since_id=0").data();
        List<JsonObject> current = client.get(current(path) + "/events").data();
        List<Frame> tutorial;
        try (SseReader reader = client.stream(path + "/events", "Accept", "text/event-stream")) {
            tutorial = reader.untilEvent("session.completed");
        }

        List<String> places = current.stream().map(NestedEventsTest::place).toList();
        assertThat(places).containsSubsequence(nested.stream().map(this::dotted).toList());
        assertThat(places).containsSubsequence(envelopes.stream().map(this::dotted).toList());
        List<Frame> placed =
                tutorial.stream()
                        .filter(frame -> !frame.event().isEmpty() && !frame.id().isEmpty())
                        .toList();
        assertThat(placed)
                .extracting(frame -> name(current, frame))
                .containsExactly(
                        "session.started=session.activated",
                        "step.started=reason.started",
                        "message.created=output.message.completed",
                        "tool.started=tool.started",
                        "tool.completed=tool.completed",
                        "step.started=reason.started",
                        "message.created=output.message.completed",
                        "session.completed=turn.completed");
        Frame answer = placed.get(6);
        assertThat("message_" + answer.json().string("message_id").orElseThrow().replace("-", ""))
                .isEqualTo(
                        of(current, "type", "output.message.completed")
                                .getLast()
                                .object("data")
                                .flatMap(data -> data.object("message"))
                                .flatMap(message -> message.string("id"))
                                .orElseThrow());
    }

    private static String name(List<JsonObject> current, Frame frame) {
        JsonObject source = current.get(Integer.parseInt(frame.id()) - 1);
        assertThat(source.longValue("sequence")).hasValue(Long.parseLong(frame.id()));
        return frame.event() + "=" + source.string("type").orElseThrow();
    }

    private String dotted(JsonObject item) {
        return "event_"
                + item.string("id").orElseThrow().replace("-", "")
                + "/"
                + item.longValue("sequence").orElseThrow();
    }

    private static String place(JsonObject event) {
        return event.string("id").orElseThrow() + "/" + event.longValue("sequence").orElseThrow();
    }

    private List<JsonObject> events(String path, String query) {
        return client.get(path + "/events?" + query).data();
    }

    private static List<JsonObject> of(List<JsonObject> items, String eventType) {
        return of(items, "event_type", eventType);
    }

    private static List<JsonObject> of(List<JsonObject> items, String member, String value) {
        return items.stream()
                .filter(item -> item.string(member).orElseThrow().equals(value))
                .toList();
    }
}
