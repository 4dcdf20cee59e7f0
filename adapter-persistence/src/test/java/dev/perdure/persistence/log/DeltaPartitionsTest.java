package dev.perdure.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Delta;
import dev.perdure.message.MessageId;
import dev.perdure.persistence.Database;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.database.EngineTransactions;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DeltaPartitionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final MessageId MESSAGE = new MessageId(new UUID(1, 1));

    private static final Pattern SCANS =
            Pattern.compile(
                    "\"Relation Name\": \"(delta_[^\"]+)\".*?\"Actual Loops\": (\\d+)",
                    Pattern.DOTALL);

    private final Database database = Database.empty();
    private final PostgresStorage node = database.storage();

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    /** As if it were so much later. */
    private void maintainAfter(Duration passed) {
        maintainAt(Instant.now().plus(passed));
    }

    private void maintainAt(Instant then) {
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(database.address().jdbcUrl());
        pool.setUser(database.address().user());
        pool.setPassword(database.address().password());
        new DeltaPartitions(new EngineTransactions(pool), () -> then, RETENTION).maintain();
    }

    private static Delta piece(TurnId turn) {
        return new Delta.OutputDelta(turn, MESSAGE, 0, "a piece");
    }

    private long deltas() {
        return Long.parseLong(database.run("select count(*) from perdure.delta"));
    }

    @Test
    void deltas_go_into_a_partition_made_for_their_hour() {
        SessionScenario.opened(node, PATIENCE).write(piece(Sample.turn()));

        assertThat(deltas()).isEqualTo(1);
        assertThat(database.run("select count(*) from perdure.delta_default")).isEqualTo("0");
    }

    @Test
    void deltas_are_forgotten_with_their_partition_and_facts_are_not() {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        session.write(piece(Sample.turn()), Sample.fact("kept"), piece(Sample.turn()));

        maintainAfter(RETENTION.minusMinutes(5));
        assertThat(session.log()).hasSize(4);
        maintainAfter(RETENTION.plusHours(2));

        assertThat(deltas()).isZero();
        assertThat(session.entries()).containsExactly(Sample.opening(), Sample.fact("kept"));
        assertThat(session.head().offset().value()).isEqualTo(4);
        assertThat(session.write(Sample.fact("next")).envelopes().getFirst().offset().value())
                .as("offsets are not given twice")
                .isEqualTo(5);
    }

    @Test
    void a_follower_passes_over_what_was_forgotten() throws InterruptedException {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        session.write(piece(Sample.turn()), piece(Sample.turn()));
        maintainAfter(RETENTION.plusHours(2));

        try (var reader = node.log().follow(session.key(), session.log().getFirst().offset())) {
            assertThat(reader.next(Duration.ofMillis(1))).isEmpty();
            session.write(Sample.fact("news"));

            assertThat(reader.next(PATIENCE).getFirst().entry()).isEqualTo(Sample.fact("news"));
        }
    }

    @Test
    void what_an_open_turn_has_said_is_kept_until_it_has_ended() {
        node.work().join();
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        Claim claim = session.startTurn();
        session.append(new Guard.Owned(claim.epoch()), piece(claim.turn()));

        maintainAfter(RETENTION.plusHours(2));
        assertThat(deltas()).isEqualTo(1);

        session.finish(claim);
        maintainAfter(RETENTION.plusHours(2));
        assertThat(deltas()).isZero();
    }

    @Test
    void a_delta_of_a_time_no_partition_was_made_for_is_kept_and_forgotten_like_others() {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        long ahead = Instant.now().plus(Duration.ofDays(3)).toEpochMilli();
        database.run("update perdure.session set last_time = ?", ahead);

        session.write(piece(Sample.turn()));

        assertThat(session.log().getLast().time().toEpochMilli()).isEqualTo(ahead);
        assertThat(database.run("select count(*) from perdure.delta_default")).isEqualTo("1");
        maintainAfter(Duration.ofDays(3).plus(RETENTION).plus(Duration.ofHours(2)));
        assertThat(deltas()).isZero();
    }

    @Test
    void a_partition_takes_over_what_the_default_one_holds_for_its_hour() {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        partitions().forEach(partition -> database.run("drop table perdure." + partition));
        session.write(piece(Sample.turn()), Sample.fact("kept"), piece(Sample.turn()));
        assertThat(database.run("select count(*) from perdure.delta_default")).isEqualTo("2");

        // Not a moment later, which might be another hour.
        maintainAt(session.log().getLast().time());

        assertThat(partitions()).hasSize(5);
        assertThat(database.run("select count(*) from perdure.delta_default")).isEqualTo("0");
        assertThat(session.log()).hasSize(4);
        maintainAfter(RETENTION.plusHours(2));
        assertThat(deltas()).isZero();
    }

    @Test
    void a_partition_that_cannot_be_added_keeps_no_other_from_it_and_no_old_one_alive() {
        SessionScenario.opened(node, PATIENCE).write(piece(Sample.turn()));
        Instant then = Instant.now().plus(RETENTION).plus(Duration.ofHours(2));
        long inTheWay = then.toEpochMilli();
        database.run(
                "create table perdure.in_the_way partition of perdure.delta for values from (%d) to (%d)"
                        .formatted(inTheWay, inTheWay + 1));
        List<String> before = partitions();

        maintainAt(then);

        assertThat(deltas()).isZero();
        assertThat(partitions())
                .filteredOn(partition -> !before.contains(partition))
                .as("new ones, all but that whose place was taken")
                .hasSize(4);
    }

    @Test
    void a_partition_that_somebody_reads_keeps_no_other_one_alive() throws SQLException {
        SessionScenario.opened(node, PATIENCE).write(piece(Sample.turn()));
        List<String> old = partitions();
        try (Connection reader = database.connect();
                Statement read = reader.createStatement()) {
            reader.setAutoCommit(false);
            read.execute("select * from perdure." + old.getLast());

            maintainAfter(Duration.ofDays(4));

            assertThat(partitions())
                    .contains(old.getLast())
                    .doesNotContainAnyElementsOf(old.subList(0, old.size() - 1));
        }
    }

    private List<String> partitions() {
        return List.of(
                database.run(
                                "select string_agg(inhrelid::regclass::text, ',' order by inhrelid::regclass::text)"
                                        + " from pg_inherits where inhparent = 'perdure.delta'::regclass"
                                        + " and inhrelid <> 'perdure.delta_default'::regclass")
                        .replace("perdure.", "")
                        .split(",", -1));
    }

    @Test
    void a_page_after_a_cursor_does_not_look_into_partitions_that_end_before_it() {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        maintainAfter(Duration.ofHours(5));
        database.run("update perdure.session set last_time = last_time + 4 * 3600 * 1000");
        session.write(Sample.fact("four hours later"), piece(Sample.turn()));

        assertThat(session.log()).hasSize(3);
        String plan =
                database.run(
                        "explain (analyze, format json) "
                                + LogQueries.RECORDS_AFTER_SQL
                                        .replace("?", "%s")
                                        .formatted(parameters(session, 2)));

        Map<String, Integer> loops = new HashMap<>();
        Matcher scans = SCANS.matcher(plan);
        while (scans.find()) {
            loops.put(scans.group(1), Integer.parseInt(scans.group(2)));
        }
        assertThat(loops).hasSizeGreaterThan(6);
        assertThat(loops.values().stream().filter(times -> times > 0))
                .as("scanned of %s", loops)
                .hasSizeLessThan(loops.size() - 2);
    }

    private static Object[] parameters(SessionScenario session, long after) {
        String id = "'" + session.key().id().value() + "'";
        String organisation = "'" + session.key().organisation().value() + "'";
        return new Object[] {
            id, organisation, after, 100, id, organisation, after, id, organisation, after, 100, 100
        };
    }
}
