package dev.perdure.persistence.weather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.persistence.Database;
import dev.perdure.persistence.PostgresStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose clock is wrong: the database's counts, for leases and for whatever waits. */
class WrongClockTest {

    private final Database database = Database.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 60})
    void a_turn_that_waits_a_second_waits_a_second_though_the_clock_is_an_hour_off(long minutes)
            throws InterruptedException {
        Duration off = Duration.ofMinutes(minutes);
        Clerk clerk = new Clerk();
        clerk.failFirst(2, Duration.ofSeconds(1));
        PostgresStorage storage = database.storage(() -> Instant.now().plus(off));
        try (Engine engine =
                Engine.start(
                        storage, List.of(clerk), List.of(clerk), EngineConfig.of(Clerk.MODEL))) {
            assertThat(Duration.between(Instant.now(), storage.clock().instant()).abs())
                    .isLessThan(Duration.ofMinutes(5));

            assertThat(engine.converse(Clerk.agent()).say("Send it.").text())
                    .endsWith(Clerk.LAST_WORDS);

            assertThat(clerk.sent()).isEqualTo(1);
            assertThat(Integer.parseInt(database.run("select max(attempt) from perdure.turn")))
                    .as("claims of a turn that waited twice")
                    .isLessThan(10);
        }
    }
}
