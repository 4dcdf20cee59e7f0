package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.postgres.testing.PostgresTestServer;
import dev.perdure.postgres.testing.TestDatabase;
import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Await;
import dev.perdure.service.proof.harness.DatabaseAccess;
import dev.perdure.service.proof.harness.Ports;
import dev.perdure.service.proof.harness.ServiceCommand;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.oracle.LogOracle;
import dev.perdure.service.proof.oracle.LogRules;
import dev.perdure.service.proof.oracle.SessionLog;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SIGTERM under load: every turn goes on, on another node or after the next start, and none of
 * their calls is made twice. Only what outlasts the bound is cut, and says so in the log.
 */
class DrainProof {

    private static final Extent EXTENT = Extent.chosen();
    private static final Duration END_MAX = Duration.ofMinutes(3);
    private static final int CALLS = 6;
    private static final String TABLES = "select to_regclass('perdure.event')::text";
    private static final String DELTAS = "select count(*) from perdure.delta";
    private static final String TOOL_CALLS =
            "select count(*) from perdure.event where type = 'tool.started'";

    /** Three rounds of two tools and some text: a turn of more than a second. */
    private static final String CLERK =
            """
            {"name":"clerk","system_prompt":"You add.","capabilities":[{"ref":"test_math"}],
             "model_settings":{"simulated":{"first_delta_ms":50,"delta_ms":25,"script":[
               {"text":"First I add these two.","tool_calls":[
                 {"name":"add","arguments":{"a":1,"b":2}},{"name":"add","arguments":{"a":3,"b":4}}]},
               {"text":"Then I add those two.","tool_calls":[
                 {"name":"add","arguments":{"a":5,"b":6}},{"name":"add","arguments":{"a":7,"b":8}}]},
               {"text":"And once more I add.","tool_calls":[
                 {"name":"add","arguments":{"a":9,"b":10}},{"name":"add","arguments":{"a":11,"b":12}}]},
               {"text":"That makes everything together."}]}}}
            """;

    private final SplittableRandom random = new SplittableRandom(Extent.seed());
    private WorkDirectory directory;
    private DatabaseAccess database;
    private Connection watching;

    @BeforeEach
    void a_database() throws Exception {
        TestDatabase fresh = PostgresTestServer.shared().createDatabase();
        database = new DatabaseAccess(fresh.jdbcUrl(), fresh.user(), fresh.password());
        watching = database.connect();
        directory = WorkDirectory.create();
    }

    @AfterEach
    void remove() throws Exception {
        watching.close();
        directory.close();
    }

    private ServiceCommand command(String name, int drainSeconds) {
        return ServiceCommand.on(directory.resolve(name), Ports.free())
                .with("PERDURE_DATABASE_URL", database.url())
                .with("PERDURE_DRAIN_SECONDS", Integer.toString(drainSeconds));
    }

    @Test
    void another_node_goes_on_with_every_turn_and_no_call_is_made_twice() throws Exception {
        try (ServiceProcess staying = ServiceProcess.start(command("b", 120))) {
            for (int round = 0; round < EXTENT.rounds(); round++) {
                List<String> sessions;
                Duration elapsed;
                try (ServiceProcess leaving = ServiceProcess.start(command("a" + round, 120))) {
                    int calls = toolCalls();
                    sessions = begin(leaving.api(), staying.api());
                    awaitSomeCallsMoreThan(calls);
                    elapsed = leaving.terminate();
                    assertThat(leaving.stderr()).doesNotContain("ERROR", "Exception");
                }
                awaitEnds(sessions);
                print("two nodes", sessions.size(), elapsed);
            }
        }
    }

    @Test
    void a_node_alone_goes_on_with_every_turn_when_it_is_back() throws Exception {
        for (int round = 0; round < EXTENT.rounds(); round++) {
            List<String> sessions;
            Duration elapsed;
            try (ServiceProcess leaving = ServiceProcess.start(command("a" + round, 120))) {
                int calls = toolCalls();
                sessions = begin(leaving.api(), leaving.api());
                awaitSomeCallsMoreThan(calls);
                elapsed = leaving.terminate();
            }
            try (ServiceProcess back = ServiceProcess.start(command("b" + round, 120))) {
                awaitEnds(sessions);
                assertThat(back.stderr()).doesNotContain("ERROR");
            }
            print("one node and its next start", sessions.size(), elapsed);
        }
    }

    @Test
    void a_call_that_outlasts_the_bound_is_cut_after_the_health_has_said_that_it_drains()
            throws Exception {
        String session;
        try (ServiceProcess leaving = ServiceProcess.start(command("a", 6))) {
            String agent =
                    leaving.api()
                            .agent(
                                    "{\"name\":\"slow\",\"system_prompt\":\"You take your time.\","
                                            + "\"model_settings\":{\"simulated\":{\"first_delta_ms\":0,"
                                            + "\"delta_ms\":50,\"words\":400}}}");
            session = leaving.api().session(agent);
            leaving.api().say(session, "Tell me everything.");
            Await.until("it answers", END_MAX, () -> !ask(DELTAS).equals("0"));
            leaving.askToEnd();
            Await.until("the health says so", END_MAX, () -> isDraining(leaving.api()));
            assertThat(leaving.exitStatus(END_MAX)).isEqualTo(143);
        }
        try (ServiceProcess back = ServiceProcess.start(command("b", 6))) {
            Await.until("the turn ends", END_MAX, () -> openTurns() == 0);
            SessionLog log = log(session);
            assertThat(LogRules.broken(log)).isEmpty();
            assertThat(log.count("attempt.superseded")).isEqualTo(1);
            assertThat(log.count("turn.completed")).isEqualTo(1);
            assertThat(back.api().isHealthy()).isTrue();
        }
    }

    /** The first column of the first row; on one connection, because it is asked often. */
    private String ask(String question) throws SQLException {
        try (Statement statement = watching.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? String.valueOf(row.getObject(1)) : "";
        }
    }

    private static boolean isDraining(Api api) {
        try {
            Api.Answer health = api.get("/health");
            return health.status() == 503
                    && health.json().path("status").asText().equals("draining");
        } catch (UncheckedIOException notNow) {
            return false;
        }
    }

    /** Says something in as many sessions as the extent has, half of them through each. */
    private static List<String> begin(Api one, Api other) {
        String agent = one.agent(CLERK);
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < EXTENT.sessions(); i++) {
            sessions.add(one.session(agent));
        }
        for (int i = 0; i < sessions.size(); i++) {
            (i % 2 == 0 ? one : other).say(sessions.get(i), "Add them up.");
        }
        return sessions;
    }

    /** The moment is chosen by what was done, not by the time it took. */
    private void awaitSomeCallsMoreThan(int before) throws Exception {
        int goal = before + random.nextInt(EXTENT.sessions() * CALLS * 3 / 4);
        Await.until("some calls are made", END_MAX, () -> toolCalls() >= goal);
    }

    private int toolCalls() throws Exception {
        // Before the first start there is no table yet.
        return ask(TABLES).equals("null") ? 0 : Integer.parseInt(ask(TOOL_CALLS));
    }

    private long openTurns() throws Exception {
        return Long.parseLong(ask("select count(*) from perdure.turn where state <> 4"));
    }

    private void awaitEnds(List<String> sessions) throws Exception {
        Await.until("every turn ends", END_MAX, () -> openTurns() == 0);
        for (String session : sessions) {
            SessionLog log = log(session);
            assertThat(LogRules.broken(log)).isEmpty();
            assertThat(log.count("turn.completed")).isEqualTo(1);
            assertThat(log.count("reason.started")).as("calls of the model").isEqualTo(4);
            assertThat(log.count("tool.started")).as("calls of tools").isEqualTo(CALLS);
            assertThat(log.count("tool.completed")).isEqualTo(CALLS);
            assertThat(log.count("attempt.superseded")).isZero();
            assertThat(log.count("tool.outcome_unknown")).isZero();
        }
    }

    private SessionLog log(String session) throws Exception {
        try (Connection connection = database.connect()) {
            return LogOracle.read(connection, session);
        }
    }

    private void print(String what, int turns, Duration elapsed) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "PROOF drain, %s: %d turns, %s handed over so far, SIGTERM to the end of the process"
                        + " %d ms; none failed, no call was made twice%n",
                what,
                turns,
                ask("select count(*) from perdure.session where epoch > 1"),
                elapsed.toMillis());
    }
}
