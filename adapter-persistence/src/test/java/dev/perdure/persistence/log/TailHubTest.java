package dev.perdure.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.persistence.Database;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.persistence.database.EngineTransactions;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class TailHubTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WORDS = 5_000;
    private static final int WORDS_AT_ONCE = 50;
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final Database database = Database.migrated();
    private final PostgresStorage node = database.storage();

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    private TailHub hub() {
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(database.address().jdbcUrl());
        pool.setUser(database.address().user());
        pool.setPassword(database.address().password());
        return new TailHub(
                new LogReader(
                        new TenantReads(pool),
                        new MovedSessions(new EngineTransactions(pool)),
                        EntryCodec.current()));
    }

    @Test
    void a_poll_shows_a_follower_of_another_organisation_nothing_not_even_that_there_is_something()
            throws Exception {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        TailHub hub = hub();
        SessionKey foreign =
                new SessionKey(new OrganisationId(UUID.randomUUID()), session.key().id());
        try (Subscription own = hub.follow(session.key(), Offset.START);
                Subscription tail = hub.follow(foreign, Offset.START)) {
            hub.headIs(session.key().id().value(), 1);

            assertThat(own.next(PATIENCE)).hasSize(1);
            assertThat(tail.next(MOMENT)).isEmpty();
            assertThat(tail.isGone()).isFalse();
        }
    }

    @Test
    void a_poll_that_shows_nothing_new_wakes_no_follower() throws Exception {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        TailHub hub = hub();
        try (Subscription tail = hub.follow(session.key(), Offset.START)) {
            assertThat(tail.next(PATIENCE)).hasSize(1);
            hub.headIs(session.key().id().value(), 1);
            assertThat(tail.next(MOMENT)).isEmpty();
            Thread follower = Thread.ofPlatform().start(() -> follow(tail));
            awaitWaiting(follower);
            long waits = waits(follower);

            for (int poll = 0; poll < 10; poll++) {
                hub.headIs(session.key().id().value(), 1);
                awaitWaiting(follower);
            }

            assertThat(waits(follower)).isEqualTo(waits);
            tail.close();
            follower.join();
        }
    }

    @Test
    void a_follower_who_does_not_come_costs_a_bounded_amount_of_memory_and_misses_nothing()
            throws Exception {
        SessionScenario session = SessionScenario.opened(node, PATIENCE);
        TailHub hub = hub();
        int most = 0;
        try (Subscription tail = hub.follow(session.key(), Offset.START)) {
            assertThat(tail.next(PATIENCE)).hasSize(1);
            for (int written = 0; written < WORDS; written += WORDS_AT_ONCE) {
                List<Envelope> records =
                        session.write(Sample.mixture("words " + written, WORDS_AT_ONCE))
                                .envelopes();
                hub.committed(session.key(), records, records.size() * 100L);
                most = Math.max(most, ((TailSubscription) tail).held());
            }

            List<Envelope> seen = new ArrayList<>();
            while (seen.size() < WORDS) {
                List<Envelope> next = tail.next(PATIENCE);
                assertThat(next).as("what follows on %s records", seen.size()).isNotEmpty();
                seen.addAll(next);
            }

            assertThat(most).isBetween(TailBuffer.RECORDS_MAX / 2, TailBuffer.RECORDS_MAX);
            List<Envelope> log = session.log();
            assertThat(seen.equals(log.subList(1, log.size()))).as("once, in order").isTrue();
        }
    }

    private static void follow(Subscription tail) {
        try {
            tail.next(PATIENCE.multipliedBy(10));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitWaiting(Thread follower) {
        Await.until(
                PATIENCE,
                "the follower waits",
                () -> follower.getState() == Thread.State.TIMED_WAITING);
    }

    /** How often the thread has begun to wait. */
    private static long waits(Thread follower) {
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(follower.threadId())
                .getWaitedCount();
    }
}
