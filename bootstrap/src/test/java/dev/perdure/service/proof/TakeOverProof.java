package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.postgres.testing.PostgresTestServer;
import dev.perdure.postgres.testing.TestDatabase;
import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.DatabaseAccess;
import dev.perdure.service.proof.harness.Frame;
import dev.perdure.service.proof.harness.Ports;
import dev.perdure.service.proof.harness.ServiceCommand;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.harness.SseConnection;
import dev.perdure.service.proof.oracle.LogOracle;
import dev.perdure.service.proof.oracle.LogRules;
import dev.perdure.service.proof.oracle.SessionLog;
import dev.perdure.service.proof.oracle.StreamCheck;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two services on one database: either streams what the other runs, and takes over when it dies.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeOverProof {

    private static final Extent EXTENT = Extent.chosen();
    private static final Duration FRAME_MAX = Duration.ofMinutes(2);

    /** Generous: the machine of a build is busy. What was measured is printed. */
    private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(60);

    private static final String NARRATOR =
            """
            {"name":"narrator %1$d","system_prompt":"You tell long stories.",
             "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":%1$d,"words":100}}}
            """;

    /**
     * Between two words. On a machine so slow that its story ends before the kill it is doubled.
     */
    private static final int PAUSE_MILLIS = 30;

    private static final int PAUSE_MILLIS_MAX = 500;

    private WorkDirectory directory;
    private DatabaseAccess database;
    private ServiceProcess first;
    private ServiceProcess second;
    private String agent;

    @BeforeAll
    void two_services_on_one_database() throws Exception {
        TestDatabase fresh = PostgresTestServer.shared().createDatabase();
        database = new DatabaseAccess(fresh.jdbcUrl(), fresh.user(), fresh.password());
        directory = WorkDirectory.create();
        first = another("a");
        second = another("b");
        agent = first.api().agent(NARRATOR.formatted(PAUSE_MILLIS));
    }

    private ServiceProcess another(String name) throws Exception {
        String address =
                "postgres://"
                        + database.user()
                        + ":"
                        + database.password()
                        + "@"
                        + database.jdbcUrl().substring("jdbc:postgresql://".length());
        return ServiceProcess.start(
                ServiceCommand.on(directory.resolve(name), Ports.free())
                        .with("PERDURE_DATABASE_URL", address));
    }

    @AfterAll
    void stop() throws Exception {
        first.close();
        second.close();
        directory.close();
    }

    @Test
    void the_other_service_takes_over_a_turn_whose_process_was_killed() throws Exception {
        List<Long> ownership = new ArrayList<>();
        List<Long> delta = new ArrayList<>();
        for (int kill = 0; kill < EXTENT.kills(); kill++) {
            boolean struck = killTheExecutor(agent, ownership, delta);
            for (int pause = 2 * PAUSE_MILLIS; !struck; pause *= 2) {
                assertThat(pause).as("pauses between words").isLessThan(PAUSE_MILLIS_MAX);
                String slower = first.api().agent(NARRATOR.formatted(pause));
                struck = killTheExecutor(slower, ownership, delta);
            }
        }
        print("to the new owner's first fact", ownership);
        print("to the next delta at the client", delta);
    }

    /** Whether the kill came before the end of the turn. */
    private boolean killTheExecutor(String agent, List<Long> ownership, List<Long> delta)
            throws Exception {
        String session = first.api().session(agent);
        List<Frame> seen = new ArrayList<>();
        try (SseConnection stream = SseConnection.open(first.port(), Api.stream(session))) {
            read(stream, seen, "session.started");
            second.api().say(session, "Tell me everything.");
            for (int piece = 0; piece < 10; piece++) {
                if (!readBeforeTheEnd(stream, seen, "output.message.delta")) {
                    return false;
                }
            }
            OptionalInt owner = owner(session);
            if (owner.isEmpty()) {
                return false;
            }
            assertThat(isNewest(owner.getAsInt()))
                    .as("the service that accepted the message runs it")
                    .isTrue();
            long killed = System.nanoTime();
            second.kill();
            if (!readBeforeTheEnd(stream, seen, "reason.recovered")) {
                second = another("b");
                return false;
            }
            ownership.add(System.nanoTime() - killed);
            read(stream, seen, "output.message.delta");
            delta.add(System.nanoTime() - killed);
            read(stream, seen, "session.idled");
        }
        SessionLog log = log(session);
        assertThat(StreamCheck.problems(log, seen)).isEmpty();
        assertThat(LogRules.broken(log)).isEmpty();
        assertThat(log.count("attempt.superseded")).isEqualTo(1);
        assertThat(log.count("turn.completed")).isEqualTo(1);
        second = another("b");
        return true;
    }

    @Test
    void either_service_shows_the_sessions_of_the_other_live() throws Exception {
        String session = first.api().session(agent);
        List<Frame> here = new ArrayList<>();
        List<Frame> there = new ArrayList<>();
        try (SseConnection one = SseConnection.open(first.port(), Api.stream(session));
                SseConnection other = SseConnection.open(second.port(), Api.stream(session))) {
            second.api().say(session, "Tell me everything.");
            read(one, here, "session.idled");
            read(other, there, "session.idled");
        }
        assertThat(here).isEqualTo(there);
        assertThat(StreamCheck.problems(log(session), here)).isEmpty();
    }

    /** Reads on to the next frame of a type, keeping all on the way. */
    private static void read(SseConnection stream, List<Frame> seen, String type) throws Exception {
        readToOneOf(stream, seen, List.of(type));
    }

    /** Whether such a frame comes before the turn is over. */
    private static boolean readBeforeTheEnd(SseConnection stream, List<Frame> seen, String type)
            throws Exception {
        return readToOneOf(stream, seen, List.of(type, "session.idled")).equals(type);
    }

    private static String readToOneOf(SseConnection stream, List<Frame> seen, List<String> types)
            throws Exception {
        while (true) {
            Optional<Frame> frame = stream.next(FRAME_MAX);
            if (frame.isEmpty()) {
                throw new AssertionError("No " + types + " came; " + seen.size() + " frames did");
            }
            if (!frame.get().isAboutTheConnection()) {
                seen.add(frame.get());
                if (types.contains(frame.get().event())) {
                    return frame.get().event();
                }
            }
        }
    }

    /** The incarnation that runs a turn of the session, if one does. */
    private OptionalInt owner(String session) throws Exception {
        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select owner from perdure.turn where session = ? and state = 1")) {
            String hex = session.substring(session.indexOf('_') + 1);
            query.setObject(
                    1,
                    UUID.fromString(
                            hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    /** The second service is always the one that was started last. */
    private boolean isNewest(int incarnation) throws Exception {
        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement("select max(incarnation) from perdure.node");
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getInt(1) == incarnation;
        }
    }

    private SessionLog log(String session) throws Exception {
        try (Connection connection = database.connect()) {
            return LogOracle.read(connection, session);
        }
    }

    private static void print(String what, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "PROOF take-over after kill -9, %s: %d kills, median %d ms, worst %d ms%n",
                what,
                sorted.length,
                sorted[sorted.length / 2] / 1_000_000,
                sorted[sorted.length - 1] / 1_000_000);
        assertThat(Duration.ofNanos(Arrays.stream(sorted).max().orElseThrow()))
                .isLessThan(TAKE_OVER_MAX);
    }
}
