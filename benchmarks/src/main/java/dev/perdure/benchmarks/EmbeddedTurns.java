package dev.perdure.benchmarks;

import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.llm.simulated.SimulatedModels;
import dev.perdure.model.ModelRef;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.PostgresStorageConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Whole turns a second of an engine embedded in the driver, on PostgreSQL: a message, a model that
 * answers one word at once, the answer read to its end.
 */
final class EmbeddedTurns implements Part.Measurement {

    /** All conversations, so that transcripts stay short however fast it goes. */
    private static final int SESSIONS = 900;

    private static final int WARM_UP_CLIENTS = 32;

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        talk(
                stage,
                WARM_UP_CLIENTS,
                maker ->
                        report.explain(
                                "the driver "
                                        + Compilers.settle(
                                                ProcessHandle.current().pid(),
                                                stage.scale(),
                                                () ->
                                                        Clients.warmUp(
                                                                WARM_UP_CLIENTS, stage, maker))));
        double best = 0;
        Stored stored = Stored.NOTHING;
        List<String> tried = new ArrayList<>();
        for (int clients : stage.scale().embeddedClients()) {
            List<Clients.Rate> rates = new ArrayList<>();
            stored =
                    stored.plus(
                            talk(
                                    stage,
                                    clients,
                                    maker -> rates.add(Clients.measure(clients, stage, maker))));
            Clients.Rate rate = rates.getFirst();
            tried.add(clients + ": " + Figure.number(rate.perSecond()));
            report.explain(clients + " conversations at a time: " + rate.circumstances());
            best = Math.max(best, rate.perSecond());
        }
        report.add(
                Figure.noted(
                        "turns, embedded, by conversations at a time",
                        String.join("; ", tried) + " /s"));
        report.add(
                Figure.atLeast(
                        "turns, embedded, beside the best bare commit rate",
                        best,
                        stage.bestCommitRate(),
                        " /s"));
        report.add(
                Figure.noted(
                        "stored for a turn of one word, indexes and sessions included",
                        Figure.number((double) stored.bytes() / stored.turns()) + " bytes"));
    }

    /** What turns left in their database. */
    private record Stored(long bytes, long turns) {

        static final Stored NOTHING = new Stored(0, 0);

        Stored plus(Stored more) {
            return new Stored(bytes + more.bytes, turns + more.turns);
        }

        static long in(Stage.Address database) throws SQLException {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select pg_database_size(current_database())")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** What is done with clients that talk. */
    @FunctionalInterface
    private interface Talk {
        void with(Clients.Maker maker) throws Exception;
    }

    private static Stored talk(Stage stage, int clients, Talk talk) throws Exception {
        LongAdder turns = new LongAdder();
        Stage.Address database = stage.createDatabase();
        PostgresStorage storage =
                PostgresStorage.connect(
                        database.jdbcUrl(),
                        database.user(),
                        database.password(),
                        PostgresStorageConfig.DEFAULT);
        try (Engine engine =
                Engine.start(
                        storage,
                        List.of(SimulatedModels.create()),
                        List.of(),
                        EngineConfig.of(new ModelRef("simulated-fast")))) {
            AgentSettings settings =
                    AgentSettings.of("bench", "Answer.").withModelSettings(oneWord());
            long before = Stored.in(database);
            talk.with(client -> talk(engine, settings, Math.max(1, SESSIONS / clients), turns));
            return new Stored(Stored.in(database) - before, turns.sum());
        }
    }

    static JsonObject oneWord() {
        return (JsonObject)
                JsonText.of("{\"simulated\":{\"script\":[{\"text\":\"Done.\"}]}}").get().value();
    }

    private static Clients.Task talk(
            Engine engine, AgentSettings settings, int sessions, LongAdder turns) {
        Conversation[] conversations = new Conversation[sessions];
        return new Clients.Task() {
            private int next;

            @Override
            public void once() throws InterruptedException {
                next = (next + 1) % sessions;
                @Nullable Conversation conversation = conversations[next];
                if (conversation == null) {
                    conversation = engine.converse(settings);
                    conversations[next] = conversation;
                }
                conversation.say("Go on.").text();
                turns.increment();
            }
        };
    }
}
