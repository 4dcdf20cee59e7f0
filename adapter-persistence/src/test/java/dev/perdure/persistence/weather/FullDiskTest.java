package dev.perdure.persistence.weather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.persistence.Database;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.PostgresStorageConfig;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A server whose disk is full refuses what would be written, and says so by its SQLSTATE. */
class FullDiskTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DISK_FULL = "53100";

    private final Database database = Database.migrated();
    private final RefusingConnections connections =
            new RefusingConnections(database::connect, "insert into perdure.event", DISK_FULL);

    private PostgresStorage node(PostgresStorageConfig config) {
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(database.address().jdbcUrl());
        pool.setUser(database.address().user());
        pool.setPassword(database.address().password());
        return PostgresStorage.open(pool, connections, config);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void appends_wait_until_there_is_room_and_are_written_once_in_their_order() {
        try (PostgresStorage node = node(PostgresStorageConfig.DEFAULT)) {
            SessionScenario session = SessionScenario.opened(node, PATIENCE);
            connections.refuse(true);
            try (Background<AppendOutcome> first = append(session, "first")) {
                Await.until(PATIENCE, "it was refused", () -> connections.refused() > 2);
                try (Background<AppendOutcome> second = append(session, "second")) {
                    connections.refuse(false);

                    assertThat(first.await(PATIENCE)).isInstanceOf(AppendOutcome.Appended.class);
                    assertThat(second.await(PATIENCE)).isInstanceOf(AppendOutcome.Appended.class);
                }
            }
            assertThat(session.entries())
                    .filteredOn(entry ->
                            entry.equals(Sample.fact("first"))
                                    || entry.equals(Sample.fact("second")))
                    .hasSize(2)
                    .startsWith(Sample.fact("first"));
        }
    }

    @Test
    void a_disk_that_stays_full_ends_the_wait_with_its_reason_and_readers_go_on() {
        PostgresStorageConfig brief =
                PostgresStorageConfig.DEFAULT.withUnresolvedMax(Duration.ofSeconds(2));
        try (PostgresStorage node = node(brief)) {
            SessionScenario session = SessionScenario.opened(node, PATIENCE);
            int written = session.log().size();
            connections.refuse(true);

            try (Background<AppendOutcome> append = append(session, "never")) {
                Throwable failure = append.awaitFailure(PATIENCE).getCause();
                assertThat(failure).isInstanceOf(LogUnavailable.class);
                assertThat(failure.getCause())
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refused -> assertThat(refused.getSQLState()).isEqualTo(DISK_FULL));
            }
            assertThat(connections.refused()).as("tries in two seconds").isLessThan(50);
            assertThat(session.log()).hasSize(written);
            connections.refuse(false);
            session.write(Sample.fact("there is room again"));
        }
    }

    private static Background<AppendOutcome> append(SessionScenario session, String text) {
        return Background.start(() -> session.attempt(new Guard.Exists(), Sample.fact(text)));
    }
}
