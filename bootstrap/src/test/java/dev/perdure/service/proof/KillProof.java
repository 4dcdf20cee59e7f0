package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Await;
import dev.perdure.service.proof.harness.CutReader;
import dev.perdure.service.proof.harness.Frame;
import dev.perdure.service.proof.harness.Ports;
import dev.perdure.service.proof.harness.ServiceCommand;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.oracle.LogOracle;
import dev.perdure.service.proof.oracle.LogRules;
import dev.perdure.service.proof.oracle.SessionLog;
import dev.perdure.service.proof.oracle.StreamCheck;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * {@code kill -9} in the middle of an answer that streams: of the JVM, of every PostgreSQL process,
 * of both. The turn ends, the log has neither gap nor duplicate, and a client that comes back with
 * the last id it saw has seen exactly the log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillProof {

    private static final Extent EXTENT = Extent.chosen();
    private static final Duration TURN_MAX = Duration.ofMinutes(8);
    private static final int WORDS = 100;

    /**
     * Between two words. On a machine so slow that its story ends before the kill it is doubled.
     */
    private static final int PAUSE_MILLIS = 30;

    private static final int PAUSE_MILLIS_MAX = 500;

    private final SplittableRandom random = new SplittableRandom(Extent.seed());
    private WorkDirectory directory;
    private ServiceCommand command;
    private ServiceProcess service;
    private String agent;

    /** What a kill left behind and what became of it. */
    private record Aftermath(List<Frame> seen, SessionLog log) {

        long attemptsGivenUp() {
            return log.count("attempt.superseded");
        }
    }

    /** What is done to the service while it streams; answers what goes on after it. */
    private interface Blow {
        ServiceProcess strike(ServiceProcess victim) throws Exception;
    }

    @BeforeAll
    void a_service_with_an_agent() throws Exception {
        directory = WorkDirectory.create();
        command = ServiceCommand.on(directory.resolve("data"), Ports.free());
        service = ServiceProcess.start(command);
        agent = narrator(PAUSE_MILLIS);
    }

    private String narrator(int pauseMillis) {
        return service.api()
                .agent(
                        """
                        {"name":"narrator %1$d","system_prompt":"You tell long stories.",
                         "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":%1$d,"words":%2$d}}}
                        """
                                .formatted(pauseMillis, WORDS));
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
        directory.close();
    }

    @Test
    void after_a_kill_of_the_jvm_the_next_start_ends_the_turn() throws Exception {
        for (int kill = 0; kill < EXTENT.kills(); kill++) {
            Aftermath after =
                    struckInTime(
                            "the JVM",
                            victim -> {
                                victim.kill();
                                return ServiceProcess.start(command);
                            });
            assertRecovered(after);
        }
    }

    @Test
    void after_a_kill_of_postgres_the_service_recovers_by_itself() throws Exception {
        for (int kill = 0; kill < EXTENT.kills(); kill++) {
            struck(
                    agent,
                    "PostgreSQL",
                    victim -> {
                        assertThat(victim.killPostgres()).isGreaterThan(1);
                        return victim;
                    });
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void after_a_kill_of_everything_the_next_start_ends_the_turn() throws Exception {
        for (int kill = 0; kill < EXTENT.kills(); kill++) {
            Aftermath after =
                    struckInTime(
                            "everything",
                            victim -> {
                                victim.killEverything();
                                return ServiceProcess.start(command);
                            });
            assertRecovered(after);
        }
    }

    /** A blow that came after the end of the turn shows little, so the next story is slower. */
    private Aftermath struckInTime(String victim, Blow blow) throws Exception {
        Aftermath after = struck(agent, victim, blow);
        int pause = 2 * PAUSE_MILLIS;
        while (after.attemptsGivenUp() == 0 && pause < PAUSE_MILLIS_MAX) {
            after = struck(narrator(pause), victim, blow);
            pause *= 2;
        }
        return after;
    }

    private Aftermath struck(String talking, String victim, Blow blow) throws Exception {
        Api api = service.api();
        String session = api.session(talking);
        CutReader reader = new CutReader(service.port(), session, random.nextLong(), 0);
        int deltas = random.nextInt(5, WORDS / 2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Frame>> reading =
                    threads.submit(() -> reader.read(new TurnEnds(1), TURN_MAX));
            api.say(session, "Tell me everything.");
            Await.until(
                    deltas + " deltas have been read",
                    TURN_MAX,
                    () -> reading.isDone() || deltas(reader.seen()) >= deltas);
            long begin = System.nanoTime();
            int before = reader.seen().size();
            service = blow.strike(service);
            List<Frame> seen = reading.get(TURN_MAX.toSeconds(), TimeUnit.SECONDS);
            Aftermath after = new Aftermath(seen, log(session));
            System.out.printf(
                    "PROOF kill of %s after %d deltas: turn complete %.1f s later; %d frames before"
                            + " and %d after, %d connections; %d facts, %d attempts given up%n",
                    victim,
                    deltas,
                    (System.nanoTime() - begin) / 1e9,
                    before,
                    seen.size() - before,
                    reader.connections(),
                    after.log().headVersion(),
                    after.attemptsGivenUp());
            assertIsTheLog(after);
            assertGoesOn(session);
            return after;
        }
    }

    private static void assertIsTheLog(Aftermath after) {
        assertThat(StreamCheck.problems(after.log(), after.seen())).isEmpty();
        assertThat(LogRules.broken(after.log())).isEmpty();
        assertThat(after.log().count("turn.completed")).isEqualTo(1);
        assertThat(after.log().count("output.completed")).isEqualTo(1);
    }

    private static void assertRecovered(Aftermath after) {
        assertThat(after.log().count("attempt.superseded")).isEqualTo(1);
        assertThat(after.seen().stream().map(Frame::event))
                .containsSubsequence(
                        "output.message.started",
                        "output.message.delta",
                        "reason.recovered",
                        "output.message.started",
                        "output.message.delta",
                        "output.message.completed",
                        "turn.completed");
    }

    /** The session is not only at rest, it works; and a reader who comes only now sees the log. */
    private void assertGoesOn(String session) throws Exception {
        service.api().say(session, "And then?");
        List<Frame> whole =
                new CutReader(service.port(), session, 0, 0).read(new TurnEnds(2), TURN_MAX);
        SessionLog log = log(session);
        assertThat(StreamCheck.problems(log, whole)).isEmpty();
        assertThat(LogRules.broken(log)).isEmpty();
    }

    private SessionLog log(String session) throws Exception {
        try (Connection database = service.database().connect()) {
            return LogOracle.read(database, session);
        }
    }

    private static long deltas(List<Frame> frames) {
        return frames.stream().filter(frame -> frame.event().endsWith(".delta")).count();
    }
}
