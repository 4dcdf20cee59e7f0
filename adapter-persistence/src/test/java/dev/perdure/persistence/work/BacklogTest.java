package dev.perdure.persistence.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.persistence.Database;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits behind a turn of its session costs the claims of others nothing. */
class BacklogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database database = Database.migrated();
    private PostgresStorage node = database.storage();

    @BeforeEach
    void join() {
        node.work().join();
    }

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    private String ready() {
        return database.run("select count(*) from perdure.turn where state = 0");
    }

    @Test
    void one_turn_of_a_session_is_ready_however_many_wait_and_the_next_when_it_has_ended() {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        List<TurnId> turns = List.of(session.enqueue(), session.enqueue(), session.enqueue());

        for (TurnId turn : turns) {
            assertThat(ready()).isEqualTo("1");
            Claim claim = node.work().claim(5).getFirst();
            assertThat(claim.turn()).isEqualTo(turn);
            assertThat(ready()).isEqualTo("0");
            session.finish(claim);
        }
        assertThat(ready()).isEqualTo("0");
    }

    @Test
    void a_turn_that_comes_while_the_one_before_it_is_being_finished_is_made_ready()
            throws Exception {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        Claim claim = session.startTurn();
        UUID late = UUID.randomUUID();
        CompletableFuture<List<AppendOutcome>> finish;
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            enqueueAsAnotherNode(other, session, late);
            finish =
                    node.log()
                            .append(
                                    List.of(
                                            session.batch(new Guard.Owned(claim.epoch()))
                                                    .with(new WorkChange.Finish(claim.turn()))))
                            .toCompletableFuture();
            Await.until(PATIENCE, "the end waits for the head", () -> waiting() == 1);
            other.commit();
        }

        assertThat(Await.outcome(PATIENCE, finish).getFirst())
                .isInstanceOf(AppendOutcome.Appended.class);
        assertThat(node.work().claim(5)).extracting(Claim::turn).containsExactly(new TurnId(late));
    }

    private static void enqueueAsAnotherNode(
            Connection connection, SessionScenario session, UUID turn) throws SQLException {
        UUID id = session.key().id().value();
        try (PreparedStatement head =
                connection.prepareStatement(
                        "update perdure.session set open_turns = open_turns + 1 where id = ?")) {
            head.setObject(1, id);
            head.executeUpdate();
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into perdure.turn (id, session, organisation, ord, state, attempt,"
                                + " idem_key) select ?, id, organisation, 1, 2, 0, 'late'"
                                + " from perdure.session where id = ?")) {
            insert.setObject(1, turn);
            insert.setObject(2, id);
            insert.executeUpdate();
        }
    }

    private int waiting() {
        return Integer.parseInt(
                database.run(
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'"));
    }

    @Test
    void a_first_turn_that_was_not_made_ready_is_found_by_a_sweep() {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        SessionScenario busy = SessionScenario.opened(node, PATIENCE);
        TurnId turn = session.enqueue();
        TurnId first = busy.enqueue();
        busy.enqueue();
        database.run("update perdure.turn set state = 2 where id = ?", turn.value());
        assertThat(node.work().claim(5)).extracting(Claim::turn).containsExactly(first);

        node.close();
        node = database.storage();
        node.work().join();
        node.work().sweep();

        assertThat(node.work().claim(5)).extracting(Claim::turn).contains(turn);
        assertThat(ready()).isEqualTo("0");
    }
}
