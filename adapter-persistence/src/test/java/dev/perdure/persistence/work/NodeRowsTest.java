package dev.perdure.persistence.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.SessionScenario;
import dev.perdure.persistence.Database;
import dev.perdure.persistence.PostgresStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rows of nodes: one for each life, renewed as a whole, forgotten in the end. */
class NodeRowsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TURNS = 20;

    private final Database database = Database.migrated();
    private final PostgresStorage node = database.storage();

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    private void insertNode(int incarnation, boolean dead, String leaseAgo) {
        database.run(
                "insert into perdure.node (incarnation, process, joined_at, heartbeat_at, lease_until,"
                        + " dead) select ?, 'of the test', t, t, t, ? from (select clock_timestamp() -"
                        + " ?::interval as t) x",
                incarnation,
                dead,
                leaseAgo);
    }

    @Test
    void the_long_dead_are_forgotten_and_nobody_else() {
        insertNode(1_000_001, true, "2 hours");
        insertNode(1_000_002, true, "1 minute");
        insertNode(1_000_003, false, "-1 minute");

        node.work().join();

        assertThat(
                        database.run(
                                "select string_agg(incarnation::text, ' ' order by incarnation)"
                                        + " from perdure.node where incarnation > 1000000"))
                .isEqualTo("1000002 1000003");
    }

    @Test
    void what_the_long_dead_owned_is_made_due_before_they_are_forgotten() {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        session.enqueue();
        insertNode(1_000_001, true, "2 hours");
        database.run("update perdure.turn set state = 1, owner = 1000001");

        node.work().join();

        assertThat(database.run("select state from perdure.turn")).isEqualTo("0");
        assertThat(node.work().claim(1)).hasSize(1);
    }

    @Test
    void a_node_renews_its_one_row_however_many_turns_it_runs() {
        node.work().join();
        for (int i = 0; i < TURNS; i++) {
            SessionScenario.opened(node, PATIENCE).startTurn();
        }
        String turns = database.run("select string_agg(xmin::text, ' ') from perdure.turn");
        String row = database.run("select xmin from perdure.node where not dead");

        assertThat(node.work().renew()).isTrue();

        assertThat(database.run("select xmin from perdure.node where not dead"))
                .as("the row of the node was written")
                .isNotEqualTo(row);
        assertThat(database.run("select count(*) from perdure.node")).isEqualTo("1");
        assertThat(database.run("select string_agg(xmin::text, ' ') from perdure.turn"))
                .as("no turn was")
                .isEqualTo(turns);
    }

    @Test
    void every_life_has_a_higher_number_than_all_before_it() {
        List<Integer> lives = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            node.work().join();
            lives.add(
                    Integer.parseInt(
                            database.run("select incarnation from perdure.node where not dead")));
        }
        node.work().leave();
        try (PostgresStorage other = database.storage()) {
            other.work().join();
            lives.add(
                    Integer.parseInt(
                            database.run("select incarnation from perdure.node where not dead")));
        }
        assertThat(lives).isSorted().doesNotHaveDuplicates();
    }
}
