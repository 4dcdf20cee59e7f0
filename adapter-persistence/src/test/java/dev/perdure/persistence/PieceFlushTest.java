package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.persistence.LossyConnections.Loss;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Flushes that hold nothing but one delta of its session's owner in each batch. */
class PieceFlushTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String FLUSH = "perdure.committer where id";
    private static final String DEADLOCKS =
            "select deadlocks from pg_stat_database where datname = current_database()";
    private static final int CROWD = 40;
    private static final int ROUNDS = 60;
    private static final long SEED = 7;

    private final Database database = Database.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    private record Speaker(SessionScenario session, Epoch epoch) {

        static Speaker on(Storage node) {
            SessionScenario session = SessionScenario.opened(node, PATIENCE);
            Claim claim = session.startTurn();
            return new Speaker(session, claim.epoch());
        }

        Batch says(String text) {
            return session.batch(new Guard.Owned(epoch), Sample.delta(text));
        }
    }

    @Test
    void each_piece_is_granted_or_refused_alone() {
        try (PostgresStorage node = database.storage()) {
            node.work().join();
            Speaker speaker = Speaker.on(node);
            Speaker fenced = Speaker.on(node);
            SessionScenario none =
                    SessionScenario.of(
                            node, SessionScenario.freshKey(OrganisationId.DEFAULT), PATIENCE);
            SessionScenario stranger =
                    Speaker.on(node).session().as(new OrganisationId(new UUID(7, 7)));
            Guard older = new Guard.Owned(new Epoch(fenced.epoch().value() - 1));
            Guard newer = new Guard.Owned(new Epoch(fenced.epoch().value() + 1));

            assertThat(attempt(node, speaker.says("granted")))
                    .singleElement()
                    .isInstanceOf(Appended.class);
            List<AppendOutcome> outcomes =
                    attempt(
                            node,
                            speaker.says("granted again"),
                            fenced.session().batch(older, Sample.delta("too late")),
                            none.batch(new Guard.Owned(new Epoch(1)), Sample.delta("nowhere")),
                            stranger.batch(
                                    new Guard.Owned(new Epoch(1)), Sample.delta("not mine")));
            AppendOutcome early =
                    attempt(node, fenced.session().batch(newer, Sample.delta("too early")))
                            .getFirst();

            assertThat(outcomes.get(0)).isInstanceOf(Appended.class);
            assertThat(outcomes.get(1)).isEqualTo(new AppendOutcome.Fenced(fenced.epoch()));
            assertThat(outcomes.get(2)).isEqualTo(new AppendOutcome.NoSuchStream());
            assertThat(outcomes.get(3)).isEqualTo(new AppendOutcome.NoSuchStream());
            assertThat(early).isEqualTo(new AppendOutcome.Fenced(fenced.epoch()));
            assertThat(speaker.session().entries())
                    .endsWith(Sample.delta("granted"), Sample.delta("granted again"));
            assertThat(fenced.session().entries()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void a_piece_is_written_once_and_answered_as_it_was_written(Loss loss) throws Exception {
        LossyConnections connections = new LossyConnections(database::connect);
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(database.address().jdbcUrl());
        pool.setUser(database.address().user());
        pool.setPassword(database.address().password());
        try (PostgresStorage node =
                PostgresStorage.open(pool, connections, PostgresStorageConfig.DEFAULT)) {
            node.work().join();
            Speaker speaker = Speaker.on(node);
            Speaker other = Speaker.on(node);
            connections.lose(loss, FLUSH, 2);

            List<AppendOutcome> outcomes =
                    attempt(
                            node,
                            speaker.says("once"),
                            other.session()
                                    .batch(
                                            new Guard.Owned(new Epoch(other.epoch().value() - 1)),
                                            Sample.delta("never")));

            connections.awaitServer();
            assertThat(connections.left()).isZero();
            assertThat(outcomes.get(0)).isInstanceOf(Appended.class);
            assertThat(outcomes.get(1)).isEqualTo(new AppendOutcome.Fenced(other.epoch()));
            assertThat(((Appended) outcomes.get(0)).envelopes())
                    .containsExactly(speaker.session().log().getLast());
            assertThat(speaker.session().entries()).containsOnlyOnce(Sample.delta("once"));
        }
    }

    @Test
    void nodes_that_write_to_the_same_sessions_in_any_order_do_not_wait_in_a_circle() {
        try (PostgresStorage first = database.storage();
                PostgresStorage second = database.storage()) {
            first.work().join();
            List<Speaker> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(Speaker.on(first));
            }
            List<Background<Boolean>> writers =
                    IntStream.range(0, 2)
                            .mapToObj(number -> {
                                Storage node = number == 0 ? first : second;
                                return Background.start(() -> speak(node, crowd, number));
                            })
                            .toList();
            for (Background<Boolean> writer : writers) {
                assertThat(writer.await(PATIENCE)).isTrue();
            }

            for (Speaker speaker : crowd) {
                assertThat(speaker.session().entries()).hasSize(2 + 2 * ROUNDS);
            }
        }
        // A server process counts when it ends at the latest.
        assertThat(database.run(DEADLOCKS)).isEqualTo("0");
    }

    /** One node speaks as the owner of all; the other alternates with what anybody may write. */
    private static boolean speak(Storage node, List<Speaker> crowd, int number) {
        Random random = new Random(SEED + number);
        List<Speaker> shuffled = new ArrayList<>(crowd);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(shuffled, random);
            boolean pieces = number == 0 || round % 2 == 0;
            Batch[] batches =
                    shuffled.stream()
                            .map(speaker ->
                                    pieces
                                            ? speaker.says("word")
                                            : speaker.session()
                                                    .batch(new Guard.Exists(), Sample.fact("fact")))
                            .toArray(Batch[]::new);
            assertThat(attempt(node, batches)).allMatch(Appended.class::isInstance);
        }
        return true;
    }

    private static List<AppendOutcome> attempt(Storage node, Batch... batches) {
        return Await.outcome(PATIENCE, node.log().append(List.of(batches)));
    }
}
