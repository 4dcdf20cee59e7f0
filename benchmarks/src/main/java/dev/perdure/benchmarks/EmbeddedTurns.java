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
import java.util.ArrayList;
import java.util.List;
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
        List<String> tried = new ArrayList<>();
        for (int clients : stage.scale().embeddedClients()) {
            Clients.Rate rate = rate(stage, clients);
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
    }

    private static Clients.Rate rate(Stage stage, int clients) throws Exception {
        List<Clients.Rate> rates = new ArrayList<>();
        talk(stage, clients, maker -> rates.add(Clients.measure(clients, stage, maker)));
        return rates.getFirst();
    }

    /** What is done with clients that talk. */
    @FunctionalInterface
    private interface Talk {
        void with(Clients.Maker maker) throws Exception;
    }

    private static void talk(Stage stage, int clients, Talk talk) throws Exception {
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
            talk.with(client -> talk(engine, settings, Math.max(1, SESSIONS / clients)));
        }
    }

    static JsonObject oneWord() {
        return (JsonObject)
                JsonText.of("{\"simulated\":{\"script\":[{\"text\":\"Done.\"}]}}").get().value();
    }

    private static Clients.Task talk(Engine engine, AgentSettings settings, int sessions) {
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
            }
        };
    }
}
