package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.CutReader;
import dev.perdure.service.proof.harness.Frame;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.oracle.LogOracle;
import dev.perdure.service.proof.oracle.LogRules;
import dev.perdure.service.proof.oracle.SessionLog;
import dev.perdure.service.proof.oracle.StreamCheck;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many turns, read over connections that break: what each reader got adds up to exactly its
 * session's log. And the check that says so notices when a single piece is missing, doubled or
 * altered.
 */
@ExtendWith(OneService.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamingProof {

    private static final Extent EXTENT = Extent.chosen();
    private static final Duration READ_MAX = Duration.ofMinutes(8);
    private static final int CUTS_MAX = 16;

    private static final String TALKER =
            """
            {"name":"talker","system_prompt":"You talk.",
             "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":12,"words":60}}}
            """;
    private static final String CALCULATOR =
            """
            {"name":"calculator","system_prompt":"You calculate.",
             "capabilities":[{"ref":"test_math"},{"ref":"current_time"}],
             "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":10,"on_exhausted":"loop","script":[
               {"thinking":"Two numbers… I add them, and 𝄞 stays whole.",
                "text":"Let me see. ","tool_calls":[
                 {"name":"add","arguments":{"a":19,"b":23}},
                 {"name":"divide","arguments":{"a":1,"b":0}},
                 {"name":"no_such_tool","arguments":{}}]},
               {"text":"It is 42; ünïcödé, \\"quotes\\", line\\nbreaks and \\u2028 stay as they are."}]}}}
            """;
    private static final String STUMBLER =
            """
            {"name":"stumbler","system_prompt":"You stumble.",
             "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":12,"on_exhausted":"loop","script":[
               {"text":"I get there in the end, after a moment of silence.",
                "error":{"kind":"rate_limited","retry_after_ms":40,"times":1}}]}}}
            """;

    /** What one session said, according to its reader and to its tables. */
    private record Told(SessionLog log, List<Frame> frames, int connections) {}

    private final List<Told> all = new ArrayList<>();

    @BeforeAll
    void many_turns_are_read_over_breaking_connections(ServiceProcess service) throws Exception {
        Map<String, String> agents = new LinkedHashMap<>();
        for (String agent : List.of(TALKER, CALCULATOR, STUMBLER)) {
            agents.put(agent, service.api().agent(agent));
        }
        SplittableRandom seeds = new SplittableRandom(Extent.seed());
        for (int round = 0; round < EXTENT.rounds(); round++) {
            round(service, List.copyOf(agents.values()), seeds.nextLong());
        }
    }

    private void round(ServiceProcess service, List<String> agents, long seed) throws Exception {
        long begin = System.nanoTime();
        int turnsEach = EXTENT.turns() / EXTENT.sessions();
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, CutReader> readers = new LinkedHashMap<>();
        for (int i = 0; i < EXTENT.sessions(); i++) {
            String session = service.api().session(agents.get(i % agents.size()));
            readers.put(
                    session,
                    new CutReader(
                            service.port(),
                            session,
                            random.nextLong(),
                            random.nextInt(1, CUTS_MAX + 1)));
        }
        Map<String, List<Frame>> seen = converse(service.api(), readers, turnsEach);
        try (Connection database = service.database().connect()) {
            for (Map.Entry<String, List<Frame>> each : seen.entrySet()) {
                all.add(
                        new Told(
                                LogOracle.read(database, each.getKey()),
                                each.getValue(),
                                readers.get(each.getKey()).connections()));
            }
        }
        print(seed, turnsEach * EXTENT.sessions(), System.nanoTime() - begin);
    }

    private static Map<String, List<Frame>> converse(
            Api api, Map<String, CutReader> readers, int turns) throws Exception {
        Map<String, List<Frame>> seen = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<List<Frame>>> reading = new LinkedHashMap<>();
            readers.forEach((session, reader) ->
                    reading.put(
                            session,
                            threads.submit(() -> reader.read(new TurnEnds(turns), READ_MAX))));
            List<Future<?>> talking = new ArrayList<>();
            for (String session : readers.keySet()) {
                talking.add(threads.submit(() -> talk(api, session, turns)));
            }
            for (Future<?> each : talking) {
                each.get(READ_MAX.toSeconds(), TimeUnit.SECONDS);
            }
            for (Map.Entry<String, Future<List<Frame>>> each : reading.entrySet()) {
                seen.put(
                        each.getKey(), each.getValue().get(READ_MAX.toSeconds(), TimeUnit.SECONDS));
            }
        }
        return seen;
    }

    private static void talk(Api api, String session, int turns) {
        for (int turn = 1; turn <= turns; turn++) {
            api.say(session, "Question " + turn);
        }
    }

    private void print(long seed, int turns, long nanos) {
        List<Told> round = all.subList(all.size() - EXTENT.sessions(), all.size());
        System.out.printf(
                "PROOF streaming: seed %d: %d turns on %d sessions, %d readers over %d connections,"
                        + " %d frames (%d deltas), %.1f s%n",
                seed,
                turns,
                round.size(),
                round.size(),
                round.stream().mapToInt(Told::connections).sum(),
                round.stream().mapToInt(told -> told.frames().size()).sum(),
                round.stream().mapToLong(told -> deltas(told).size()).sum(),
                nanos / 1e9);
    }

    @Test
    void every_reader_saw_exactly_the_log() {
        for (Told told : all) {
            assertThat(StreamCheck.problems(told.log(), told.frames()))
                    .as("session " + told.log().session())
                    .isEmpty();
        }
    }

    @Test
    void every_log_keeps_the_rules() {
        for (Told told : all) {
            assertThat(LogRules.broken(told.log())).as("session " + told.log().session()).isEmpty();
        }
    }

    @Test
    void every_turn_completed_and_every_way_of_answering_was_taken() {
        long completed = all.stream().mapToLong(told -> told.log().count("turn.completed")).sum();
        assertThat(completed).isEqualTo((long) EXTENT.rounds() * EXTENT.turns());
        assertThat(all)
                .anySatisfy(told -> assertThat(told.log().count("thinking.delta")).isPositive());
        assertThat(all)
                .anySatisfy(told -> assertThat(told.log().count("tool.completed")).isPositive());
        assertThat(all)
                .anySatisfy(told -> assertThat(told.log().count("reason.failed")).isPositive());
        assertThat(all).allSatisfy(told -> assertThat(told.connections()).isGreaterThan(1));
    }

    @Test
    void a_reader_whose_connection_held_is_told_the_same_in_the_same_words(ServiceProcess service)
            throws Exception {
        for (Told told : all) {
            String session = "session_" + told.log().session().toString().replace("-", "");
            List<Frame> whole =
                    new CutReader(service.port(), session, 0, 0)
                            .read(new TurnEnds((int) told.log().count("turn.completed")), READ_MAX);
            assertThat(told.frames()).isEqualTo(whole);
        }
    }

    @Test
    void the_check_notices_one_missing_delta() {
        assertNoticed(List::remove);
    }

    @Test
    void the_check_notices_one_doubled_delta() {
        assertNoticed((frames, delta) -> frames.add(frames.indexOf(delta), delta));
    }

    @Test
    void the_check_notices_one_altered_delta() {
        assertNoticed((frames, delta) ->
                frames.set(frames.indexOf(delta), altered(delta, text -> text + "x")));
        assertNoticed((frames, delta) ->
                frames.set(
                        frames.indexOf(delta),
                        altered(delta, text -> text.substring(0, text.length() - 1))));
    }

    @Test
    void the_check_notices_two_deltas_that_changed_places() {
        assertNoticed((frames, delta) -> {
            int place = frames.indexOf(delta);
            Frame next = frames.get(place + 1);
            frames.set(place + 1, delta);
            frames.set(place, next);
        });
    }

    @Test
    void the_check_notices_a_missing_fact_and_a_foreign_frame() {
        Told told = all.getFirst();
        Told other = all.get(1);
        for (Frame frame : told.frames()) {
            List<Frame> without = new ArrayList<>(told.frames());
            without.remove(frame);
            assertThat(StreamCheck.problems(told.log(), without))
                    .as("without " + frame)
                    .isNotEmpty();
        }
        List<Frame> mixed = new ArrayList<>(told.frames());
        mixed.add(3, other.frames().get(3));
        assertThat(StreamCheck.problems(told.log(), mixed)).isNotEmpty();
    }

    private interface Sabotage {
        void on(List<Frame> frames, Frame delta);
    }

    /** Every delta, one at a time, of as many sessions as have enough of them. */
    private void assertNoticed(Sabotage sabotage) {
        int tried = 0;
        for (Told told : all) {
            if (tried > 30) {
                break;
            }
            for (Frame delta : deltas(told)) {
                List<Frame> frames = new ArrayList<>(told.frames());
                sabotage.on(frames, delta);
                assertThat(StreamCheck.problems(told.log(), frames))
                        .as(delta.toString())
                        .isNotEmpty();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(30);
    }

    private static List<Frame> deltas(Told told) {
        return told.frames().stream().filter(frame -> frame.event().endsWith(".delta")).toList();
    }

    private static Frame altered(Frame delta, UnaryOperator<String> how) {
        ObjectNode json = (ObjectNode) delta.json();
        ObjectNode data = (ObjectNode) json.path("data");
        data.put("delta", how.apply(data.path("delta").asText()));
        data.remove("accumulated");
        return new Frame(delta.event(), json.toString(), delta.id());
    }
}
