package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.model.ModelRef;
import dev.perdure.rest.Await;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.RestServer;
import dev.perdure.rest.ScriptedSession;
import dev.perdure.rest.SseReader;
import dev.perdure.rest.SseReader.Frame;
import dev.perdure.rest.WireClient;
import dev.perdure.rest.http.CrossOriginConfig;
import dev.perdure.rest.sse.SseConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How streams live and end. */
class StreamLifeTest {

    private static SseConfig config(Duration heartbeat, Duration cycle) {
        return new SseConfig(
                heartbeat,
                cycle,
                Duration.ofMillis(250),
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                8,
                4);
    }

    private static RestServer start(SseConfig sse) {
        return RestServer.start(
                new RestConfig("1", sse, CrossOriginConfig.DEFAULT, true),
                InMemoryStorage.open(),
                new EngineConfig(WorkerConfig.DEFAULT, new ModelRef("simulated"), false));
    }

    private static RestServer start() {
        return start(config(Duration.ofMinutes(5), Duration.ofMinutes(5)));
    }

    private static String path(ScriptedSession session) {
        return "/v1/sessions/" + session.id() + "/sse";
    }

    @Test
    void silence_is_filled_with_heartbeats() {
        try (RestServer server = start(config(Duration.ofMillis(50), Duration.ofMinutes(5)))) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            try (SseReader reader = server.client().stream(path(session))) {
                reader.untilEvent("turn.started");
                for (int i = 0; i < 3; i++) {
                    Frame heartbeat = reader.next().orElseThrow();
                    assertThat(heartbeat.comment()).isEqualTo("heartbeat");
                    assertThat(heartbeat.event()).isEmpty();
                }
                session.attempt();
                reader.untilEvent("output.message.started");
            }
        }
    }

    @Test
    void a_connection_is_cycled_when_nothing_runs() {
        try (RestServer server = start(config(Duration.ofMinutes(5), Duration.ofMillis(200)))) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            session.attempt().delta("Done.").complete("Done.");
            try (SseReader reader = server.client().stream(path(session))) {
                List<Frame> frames = reader.rest();
                assertThat(frames.getLast().event()).isEqualTo("disconnecting");
                assertThat(frames.getLast().data())
                        .isEqualTo("{\"reason\":\"connection_cycle\",\"retry_ms\":100}");
                assertThat(frames).extracting(Frame::event).contains("session.idled");
            }
        }
    }

    @Test
    void a_turn_that_runs_is_waited_for_up_to_twice_the_cycle() {
        Duration cycle = Duration.ofMillis(400);
        try (RestServer server = start(config(Duration.ofMinutes(5), cycle))) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            long begun = System.nanoTime();
            try (SseReader reader = server.client().stream(path(session))) {
                reader.untilEvent("disconnecting");
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isGreaterThan(cycle.multipliedBy(2));
            }
        }
    }

    /** A machine that stalls makes a stream last longer, so a longer one is tried then. */
    @Test
    void a_turn_that_has_ended_is_waited_for_no_longer() {
        boolean cycled = false;
        for (int millis = 1000; millis <= 32_000 && !cycled; millis *= 2) {
            Duration cycle = Duration.ofMillis(millis);
            try (RestServer server = start(config(Duration.ofMinutes(5), cycle))) {
                ScriptedSession session = ScriptedSession.begin(server.storage());
                try (SseReader reader = server.client().stream(path(session))) {
                    reader.untilEvent("turn.started");
                    long begun = System.nanoTime();
                    session.attempt().delta("Done.").complete("Done.");
                    reader.untilEvent("disconnecting");
                    Duration took = Duration.ofNanos(System.nanoTime() - begun);
                    cycled = took.compareTo(cycle.multipliedBy(2)) < 0;
                }
            }
        }
        assertThat(cycled).isTrue();
    }

    @Test
    void the_stream_of_a_deleted_session_says_goodbye_and_ends() {
        try (RestServer server = start()) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            try (SseReader reader = server.client().stream(path(session))) {
                reader.untilEvent("turn.started");
                assertThat(server.client().delete("/v1/sessions/" + session.id()).status())
                        .isEqualTo(204);
                List<Frame> rest = reader.rest();
                assertThat(rest).extracting(Frame::event).containsExactly("disconnecting");
                assertThat(rest.getFirst().data()).contains("\"reason\":\"shutdown\"");
            }
            assertThat(server.client().get(path(session)).status()).isEqualTo(404);
        }
    }

    @Test
    void a_server_that_stops_ends_its_streams_and_does_not_wait_out_its_grace() {
        RestServer server = start();
        List<SseReader> readers = new ArrayList<>();
        ScriptedSession stuck = flooded(server);
        SseReader deaf = server.client().stream(path(stuck));
        for (int i = 0; i < 5; i++) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            SseReader reader = server.client().stream(path(session));
            reader.untilEvent("turn.started");
            readers.add(reader);
        }
        long begun = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(RestServer.GRACE.dividedBy(4));
        for (SseReader reader : readers) {
            List<Frame> rest = reader.rest();
            assertThat(rest).extracting(Frame::event).containsExactly("disconnecting");
            assertThat(rest.getFirst().data())
                    .isEqualTo("{\"reason\":\"shutdown\",\"retry_ms\":100}");
            String farewell =
                    reader.chunks().stream()
                            .filter(chunk -> chunk.contains("disconnecting"))
                            .findFirst()
                            .orElseThrow();
            assertThat(farewell).startsWith("event: disconnecting");
            reader.close();
        }
        deaf.close();
    }

    @Test
    void a_stream_whose_storage_is_closed_says_goodbye_and_ends() {
        try (RestServer server = start()) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            try (SseReader reader = server.client().stream(path(session))) {
                reader.untilEvent("turn.started");
                server.storage().close();
                assertThat(reader.rest()).extracting(Frame::event).containsExactly("disconnecting");
            }
        }
    }

    @Test
    void a_reader_who_does_not_read_keeps_nobody_waiting() {
        try (RestServer server = start()) {
            ScriptedSession session = flooded(server);
            try (SseReader deaf = server.client().stream(path(session));
                    SseReader reader = server.client().stream(path(session))) {
                session.complete("Done.");
                assertThat(reader.untilEvent("session.idled")).hasSizeGreaterThan(FLOOD);
                assertThat(server.api().openStreams()).isEqualTo(2);
                assertThat(deaf.untilEvent("session.idled")).hasSizeGreaterThan(FLOOD);
            }
        }
    }

    @Test
    void a_reader_who_left_is_noticed() {
        try (RestServer server = start(config(Duration.ofMillis(20), Duration.ofMinutes(5)))) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            try (SseReader reader = server.client().stream(path(session))) {
                reader.untilEvent("turn.started");
                assertThat(server.api().openStreams()).isEqualTo(1);
            }
            Await.until(() -> server.api().openStreams() == 0);
        }
    }

    @Test
    void the_places_of_readers_who_left_are_free_at_once() {
        try (RestServer server = start()) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            for (int round = 0; round < 3; round++) {
                List<SseReader> readers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    SseReader reader = server.client().stream(path(session));
                    reader.untilEvent("connected");
                    readers.add(reader);
                }
                readers.forEach(SseReader::close);
            }
        }
    }

    @Test
    void readers_who_do_not_read_lose_their_streams_when_others_wait_for_what_they_hold() {
        SseConfig many =
                new SseConfig(
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ofMillis(250),
                        Duration.ofMillis(100),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        64,
                        64);
        List<SseReader> deaf = new ArrayList<>();
        try (RestServer server = start(many)) {
            ScriptedSession session = flooded(server);
            for (int i = 0; i < 30; i++) {
                deaf.add(server.client().stream(path(session)));
            }
            session.complete("Done.");
            try (SseReader reader = server.client().stream(path(session))) {
                assertThat(reader.untilEvent("session.idled")).hasSizeGreaterThan(FLOOD);
            }
            deaf.forEach(SseReader::close);
        }
    }

    @Test
    void streams_beyond_the_bound_are_refused_and_told_when_to_come_back() {
        try (RestServer server = start()) {
            ScriptedSession session = ScriptedSession.begin(server.storage());
            List<SseReader> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SseReader reader = server.client().stream(path(session));
                reader.untilEvent("connected");
                readers.add(reader);
            }
            WireClient.Answer refused = server.client().get(path(session));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.contentType()).isEqualTo("application/problem+json");
            assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
            assertThat(refused.json().longValue("retry_after_seconds")).isPresent();
            readers.forEach(SseReader::close);
        }
    }

    private static final int FLOOD = 200;

    /** A session with more to tell than sockets hold. */
    private static ScriptedSession flooded(RestServer server) {
        ScriptedSession session = ScriptedSession.begin(server.storage()).attempt();
        String text = "x".repeat(64 * 1024);
        for (int i = 0; i < FLOOD; i++) {
            session.delta(text);
        }
        return session;
    }
}
