package dev.perdure.persistence.log;

import dev.perdure.persistence.database.EngineTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes partitions for deltas ahead of time and drops them whole when their time has passed, unless
 * a turn that has not ended left something there. Several nodes may do so at once; what one of them
 * fails to do is done the next time.
 */
final class DeltaPartitions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeltaPartitions.class);

    private static final Duration LENGTH = Duration.ofHours(1);

    /** Behind as well, for a clock of the server that is behind ours. */
    private static final int BEHIND = 1;

    private static final int AHEAD = 3;
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private static final String OPEN_TURNS =
            "select session, id from perdure.turn where state <> 4 order by session, id";

    private static final String PAST =
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'perdure.delta'::regclass and c.relname <> 'delta_default'
                and substring(pg_get_expr(c.relpartbound, c.oid) from 'TO [(]''([0-9]+)''[)]')::bigint <= ?
            order by c.relname
            """;

    private final EngineTransactions transactions;
    private final InstantSource clock;
    private final Duration retention;
    private final Thread thread;

    /**
     * @param retention how old a delta becomes at least
     */
    DeltaPartitions(EngineTransactions transactions, InstantSource clock, Duration retention) {
        this.transactions = transactions;
        this.clock = clock;
        this.retention = retention;
        this.thread =
                Thread.ofPlatform().name("perdure-delta-partitions").daemon().unstarted(this::run);
    }

    void start() {
        tryToMaintain();
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                tryToMaintain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever went wrong, the thread lives on. */
    @SuppressWarnings("IllegalCatch")
    private void tryToMaintain() {
        try {
            maintain();
        } catch (RuntimeException e) {
            LOG.warn("Partitions of deltas are looked after later: {}", e.getMessage());
        }
    }

    /** What fails is left to the next time and keeps nothing else from being done. */
    void maintain() {
        long length = LENGTH.toMillis();
        Instant now = clock.instant();
        long current = Math.floorDiv(now.toEpochMilli(), length);
        for (long number = current - BEHIND; number <= current + AHEAD; number++) {
            add(number * length, (number + 1) * length);
        }
        drop(now.minus(retention).toEpochMilli());
    }

    private void add(long from, long to) {
        try {
            transactions.call(handle ->
                    handle.createQuery("select perdure.add_delta_partition(?, ?)")
                            .bind(0, from)
                            .bind(1, to)
                            .mapTo(Boolean.class)
                            .one());
        } catch (JdbiException e) {
            LOG.warn(
                    "The partition of deltas from {} on is added later: {}",
                    Instant.ofEpochMilli(from),
                    e.getMessage());
        }
    }

    private record OpenTurn(UUID session, UUID turn) {}

    private void drop(long before) {
        List<OpenTurn> open = transactions.call(DeltaPartitions::openTurns);
        UUID[] sessions = open.stream().map(OpenTurn::session).toArray(UUID[]::new);
        UUID[] turns = open.stream().map(OpenTurn::turn).toArray(UUID[]::new);
        int dropped = 0;
        for (String partition : past(before)) {
            dropped += drop(partition, before, sessions, turns) ? 1 : 0;
        }
        if (dropped > 0) {
            LOG.info("{} partitions of deltas were older than {} and are gone", dropped, retention);
        }
        transactions.call(handle ->
                handle.createQuery("select perdure.forget_default_deltas(?, ?::uuid[])")
                        .bind(0, before)
                        .bind(1, turns)
                        .mapTo(Long.class)
                        .one());
    }

    private List<String> past(long before) {
        return transactions.call(
                handle -> handle.createQuery(PAST).bind(0, before).mapTo(String.class).list());
    }

    private boolean drop(String partition, long before, UUID[] sessions, UUID[] turns) {
        try {
            return transactions.call(handle ->
                    handle.createQuery(
                                    "select perdure.drop_delta_partition(?, ?, ?::uuid[], ?::uuid[])")
                            .bind(0, partition)
                            .bind(1, before)
                            .bind(2, sessions)
                            .bind(3, turns)
                            .mapTo(Boolean.class)
                            .one());
        } catch (JdbiException e) {
            LOG.warn("The deltas of {} are forgotten later: {}", partition, e.getMessage());
            return false;
        }
    }

    private static List<OpenTurn> openTurns(Handle handle) {
        return handle.createQuery(OPEN_TURNS)
                .map((row, context) ->
                        new OpenTurn(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }
}
