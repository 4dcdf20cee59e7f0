package dev.perdure.examples;

import dev.perdure.engine.Engine;
import dev.perdure.llm.simulated.SimulatedModels;
import dev.perdure.persistence.PostgresStorage;
import javax.sql.DataSource;

public final class DurableAgent {
    public static String ask(DataSource database, String text) throws InterruptedException {
        try (Engine engine = Engine.on(PostgresStorage.open(database), SimulatedModels.create())) {
            return engine.converse("You are a guide.").say(text).text();
        }
    }
}
