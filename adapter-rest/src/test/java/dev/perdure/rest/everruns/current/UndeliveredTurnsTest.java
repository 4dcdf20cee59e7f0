package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.event.StreamVersion;
import dev.perdure.rest.Await;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.ScriptedSession;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import dev.perdure.rest.WireClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that begin without a place: never silent, never another turn's end. */
class UndeliveredTurnsTest extends WireTest {

    private List<Frame> turn(SseReader reader) {
        List<Frame> frames = reader.untilEvent("turn.completed");
        reader.untilEvent("session.idled");
        return frames;
    }

    private static List<String> messagesIn(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.event().equals("input.message"))
                .map(frame ->
                        frame.json()
                                .object("data")
                                .orElseThrow()
                                .object("message")
                                .orElseThrow()
                                .string("id")
                                .orElseThrow())
                .toList();
    }

    @Test
    void a_stream_sees_its_turn_whether_it_was_opened_before_during_or_after() {
        String session = openSession();
        String first;
        try (SseReader before = client.stream(stream(session))) {
            before.next();
            first = client.say(session, "One.");
            assertThat(messagesIn(turn(before))).containsExactly(first);
        }
        String second = client.say(session, "Two.");
        try (SseReader during = client.stream(stream(session))) {
            assertThat(messagesIn(turn(during))).containsExactly(second);
        }
        String third = client.say(session, "Three.");
        awaitIdle(client, session);
        try (SseReader after = client.stream(stream(session))) {
            assertThat(messagesIn(turn(after))).containsExactly(third);
        }
    }

    @Test
    void a_second_reader_is_not_told_the_end_of_a_turn_that_the_first_was_told() {
        String session = openSession();
        client.say(session, "One.");
        try (SseReader first = client.stream(stream(session))) {
            turn(first);
        }
        try (SseReader second = client.stream(stream(session))) {
            second.next();
            String message = client.say(session, "Two.");
            List<Frame> seen = turn(second);
            assertThat(messagesIn(seen)).containsExactly(message);
            assertThat(seen)
                    .extracting(Frame::event)
                    .doesNotContain("session.started")
                    .containsOnlyOnce("turn.completed");
        }
    }

    @Test
    void what_a_filter_hid_was_delivered_all_the_same() {
        String session = openSession();
        client.say(session, "One.");
        try (SseReader first = client.stream(stream(session) + "?types=session.idled")) {
            first.untilEvent("session.idled");
        }
        String message = client.say(session, "Two.");
        try (SseReader second = client.stream(stream(session))) {
            assertThat(messagesIn(turn(second))).containsExactly(message);
        }
    }

    @Test
    void a_reader_who_says_what_to_replay_only_watches() {
        String session = openSession();
        try (SseReader watcher = client.stream(stream(session) + "?replay=session")) {
            String message = client.say(session, "One.");
            turn(watcher);
            try (SseReader reader = client.stream(stream(session))) {
                assertThat(messagesIn(turn(reader))).containsExactly(message);
            }
        }
    }

    @Test
    void what_is_written_to_a_closed_socket_was_not_delivered() {
        String session = openSession();
        try (SseReader first = client.stream(stream(session))) {
            first.next();
        }
        for (String text : List.of("One.", "Two.", "Three.", "Four.")) {
            String message = client.say(session, text);
            awaitIdle(client, session);
            try (SseReader after = client.stream(stream(session))) {
                assertThat(messagesIn(turn(after))).containsExactly(message);
            }
        }
    }

    @Test
    void a_list_delivers_the_turns_whose_end_it_shows() {
        String session = openSession();
        String message = client.say(session, "One.");
        awaitIdle(client, session);

        client.get(events(session) + "?after_sequence=0&limit=3");
        client.send("HEAD", events(session), null);
        try (SseReader reader = client.stream(stream(session) + "?exclude=output.message.delta")) {
            assertThat(messagesIn(reader.untilEvent("input.message"))).containsExactly(message);
        }

        client.get(events(session) + "?limit=200");
        String next = client.say(session, "Two.");
        try (SseReader reader = client.stream(stream(session))) {
            assertThat(messagesIn(turn(reader))).containsExactly(next);
        }
    }

    @Test
    void a_client_says_how_much_is_to_be_replayed() {
        String session = openSession();
        String first = client.say(session, "One.");
        awaitIdle(client, session);
        String second = client.say(session, "Two.");
        awaitIdle(client, session);
        try (SseReader last = client.stream(stream(session) + "?replay=turn")) {
            assertThat(messagesIn(turn(last))).containsExactly(second);
        }
        try (SseReader all = client.stream(stream(session) + "?replay=session")) {
            List<Frame> frames = turn(all);
            assertThat(frames.get(1).event()).isEqualTo("session.started");
            assertThat(messagesIn(frames)).containsExactly(first);
            assertThat(messagesIn(turn(all))).containsExactly(second);
        }
        try (SseReader none = client.stream(stream(session) + "?replay=none")) {
            none.next();
            String third = client.say(session, "Three.");
            assertThat(messagesIn(turn(none))).containsExactly(third);
        }
        WireClient.Answer odd = client.get(stream(session) + "?replay=some");
        assertThat(odd.status()).isEqualTo(400);
        assertThat(odd.text()).contains("undelivered, turn, session or none");
    }

    @Test
    void another_server_on_the_same_storage_knows_what_was_delivered() {
        InMemoryStorage storage = InMemoryStorage.open();
        try (RestServer one = RestServer.start(RestConfig.standard("1"), storage);
                RestServer two = RestServer.start(RestConfig.standard("1"), storage.node())) {
            String session = one.client().createSession("{}");
            String first = one.client().say(session, "One.");
            try (SseReader reader = two.client().stream(stream(session))) {
                assertThat(messagesIn(turn(reader))).containsExactly(first);
            }
            awaitDelivered(storage, session);
            String second = two.client().say(session, "Two.");
            awaitIdle(two.client(), session);
            try (SseReader reader = one.client().stream(stream(session))) {
                assertThat(messagesIn(turn(reader))).containsExactly(second);
            }
        }
    }

    @Test
    void a_server_that_starts_anew_replays_what_nobody_saw_and_nothing_else() {
        InMemoryStorage storage = InMemoryStorage.open();
        InMemoryStorage observer = storage.node();
        String session;
        String second;
        try (RestServer before = RestServer.start(RestConfig.standard("1"), storage.node())) {
            session = before.client().createSession("{}");
            before.client().say(session, "One.");
            try (SseReader reader = before.client().stream(stream(session))) {
                turn(reader);
            }
            second = before.client().say(session, "Two.");
        }
        assertThat(observer.sessions().delivered(ScriptedSession.key(session)))
                .isNotEqualTo(StreamVersion.NONE);
        try (RestServer after = RestServer.start(RestConfig.standard("1"), storage.node());
                SseReader reader = after.client().stream(stream(session))) {
            assertThat(messagesIn(turn(reader))).containsExactly(second);
        }
    }

    private static void awaitIdle(WireClient client, String session) {
        Await.until(() -> client.get("/v1/sessions/" + session).string("status").equals("idle"));
    }

    private static void awaitDelivered(InMemoryStorage storage, String session) {
        Await.until(() ->
                !storage.sessions()
                        .delivered(ScriptedSession.key(session))
                        .equals(StreamVersion.NONE));
    }
}
