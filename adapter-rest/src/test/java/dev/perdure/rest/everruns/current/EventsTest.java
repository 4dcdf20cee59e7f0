package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.WireClient.Answer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventsTest extends WireTest {

    private String session;
    private List<JsonObject> all;

    @BeforeAll
    void talk() {
        session = openSession();
        converse(session, "One.");
        converse(session, "Two.");
        converse(session, "Three.");
        all = client.get(events(session)).data();
    }

    @Test
    void facts_are_listed_oldest_first_without_a_gap() {
        assertThat(sequences(all))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, all.size()).boxed().toList());
        assertThat(types(all).subList(0, 11))
                .containsExactly(
                        "session.started",
                        "input.message",
                        "session.activated",
                        "turn.started",
                        "reason.started",
                        "output.message.started",
                        "reason.completed",
                        "llm.generation",
                        "output.message.completed",
                        "turn.completed",
                        "session.idled");
        assertThat(all).hasSize(31);
    }

    @Test
    void a_limit_means_the_last_ones_and_tells_how_many_there_are() {
        Answer answer = client.get(events(session) + "?limit=4");
        assertThat(answer.data()).isEqualTo(all.subList(27, 31));
        assertThat(answer.header("X-Total-Count")).isEqualTo("31");
        assertThat(client.get(events(session) + "?limit=5000").data()).isEqualTo(all);
        assertThat(client.get(events(session)).header("X-Total-Count")).isEmpty();
    }

    @Test
    void a_limit_before_a_sequence_pages_backward() {
        assertThat(client.get(events(session) + "?limit=4&before_sequence=28").data())
                .isEqualTo(all.subList(23, 27));
        assertThat(client.get(events(session) + "?before_sequence=4").data())
                .isEqualTo(all.subList(0, 3));
        assertThat(client.get(events(session) + "?limit=4&before_sequence=0").data()).isEmpty();
    }

    @Test
    void a_place_pages_forward() {
        assertThat(client.get(events(session) + "?after_sequence=10&limit=3").data())
                .isEqualTo(all.subList(10, 13));
        assertThat(client.get(events(session) + "?after_sequence=0").data()).isEqualTo(all);
        assertThat(client.get(events(session) + "?after_sequence=31").data()).isEmpty();
        assertThat(client.get(events(session) + "?after_sequence=99").data()).isEmpty();
        assertThat(client.get(events(session) + "?since_id=" + id(10) + "&limit=3").data())
                .isEqualTo(all.subList(10, 13));
    }

    @Test
    void since_an_id_lists_what_is_later_whatever_the_spelling() {
        String hex = id(20).substring("event_".length());
        String dashed = hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        for (String spelling :
                List.of(id(20), id(20).toUpperCase(java.util.Locale.ROOT), dashed, hex)) {
            assertThat(client.get(events(session) + "?since_id=" + spelling).data())
                    .isEqualTo(all.subList(20, 31));
        }
        assertThat(
                        client.get(events(session) + "?since_id=" + id(5) + "&since_id=" + id(20))
                                .data())
                .isEqualTo(all.subList(20, 31));
        assertThat(client.get(events(session) + "?since_id=" + id(31)).data()).isEmpty();
    }

    @Test
    void since_the_id_of_a_delta_lists_the_facts_after_it() {
        List<JsonObject> records = client.get(events(session) + "?include=deltas").data();
        JsonObject delta =
                records.stream()
                        .filter(event -> type(event).equals("output.message.delta"))
                        .findFirst()
                        .orElseThrow();
        assertThat(
                        client.get(
                                        events(session)
                                                + "?since_id="
                                                + delta.string("id").orElseThrow())
                                .data())
                .isEqualTo(all.subList(6, 31));
    }

    @Test
    void an_id_that_means_nothing_is_never_refused() {
        String foreign =
                client.get(events(openSession())).data().getFirst().string("id").orElseThrow();
        assertThat(client.get(events(session) + "?since_id=nonsense").data()).isEqualTo(all);
        assertThat(client.get(events(session) + "?since_id=" + foreign).data()).isEmpty();
        assertThat(
                        client.get(
                                        events(session)
                                                + "?since_id=event_00000000000070008000000000000000")
                                .data())
                .isEqualTo(all);
    }

    @Test
    void filters_narrow_and_then_exclude() {
        assertThat(
                        types(
                                client.get(
                                                events(session)
                                                        + "?types=turn.started,turn.completed"
                                                        + "&types=input.message"
                                                        + "&exclude=turn.started")
                                        .data()))
                .containsExactly(
                        "input.message",
                        "turn.completed",
                        "input.message",
                        "turn.completed",
                        "input.message",
                        "turn.completed");
        assertThat(types(client.get(events(session) + "?types=input.message&limit=2").data()))
                .containsExactly("input.message", "input.message");
        assertThat(client.get(events(session) + "?types=message.agent").data()).isEmpty();
    }

    @Test
    void the_newest_can_come_first() {
        assertThat(client.get(events(session) + "?order_desc=true").data())
                .isEqualTo(all.reversed());
        assertThat(client.get(events(session) + "?order_desc=true&limit=3").data())
                .isEqualTo(all.reversed().subList(0, 3));
        assertThat(client.get(events(session) + "?order_desc=true&after_sequence=29").data())
                .isEqualTo(all.reversed().subList(0, 2));
    }

    @Test
    void deltas_are_listed_on_request_and_add_up_to_the_answer() {
        List<JsonObject> records = client.get(events(session) + "?include=deltas").data();
        assertThat(records.stream().filter(event -> event.longValue("sequence").isPresent()))
                .containsExactlyElementsOf(all);
        assertThat(joinedDeltas(records)).isEqualTo(joinedAnswers(all));
    }

    @Test
    void a_window_that_begins_inside_a_turn_lists_none_of_its_deltas() {
        List<JsonObject> lastTurn = client.get(events(session) + "?include=deltas&limit=9").data();
        assertThat(joinedDeltas(lastTurn)).isEqualTo(joinedAnswers(lastTurn)).isNotEmpty();
        List<JsonObject> cut = client.get(events(session) + "?include=deltas&limit=6").data();
        assertThat(cut).isEqualTo(all.subList(25, 31));
        assertThat(joinedDeltas(cut)).isEmpty();
    }

    private String id(int sequence) {
        return all.get(sequence - 1).string("id").orElseThrow();
    }

    private static List<Long> sequences(List<JsonObject> events) {
        return events.stream().map(event -> event.longValue("sequence").orElseThrow()).toList();
    }

    private static List<String> types(List<JsonObject> events) {
        return events.stream().map(EventsTest::type).toList();
    }

    private static String type(JsonObject event) {
        return event.string("type").orElseThrow();
    }

    private static String joinedDeltas(List<JsonObject> events) {
        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(event -> type(event).equals("output.message.delta"))
                .forEach(event ->
                        text.append(
                                event.object("data").orElseThrow().string("delta").orElseThrow()));
        return text.toString();
    }

    private static String joinedAnswers(List<JsonObject> events) {
        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(event -> type(event).equals("output.message.completed"))
                .map(event -> event.object("data").orElseThrow().object("message").orElseThrow())
                .forEach(message ->
                        text.append(
                                ((JsonObject)
                                                message.array("content")
                                                        .orElseThrow()
                                                        .elements()
                                                        .getFirst())
                                        .string("text")
                                        .orElseThrow()));
        return text.toString();
    }
}
