package dev.perdure.persistence.log;

import dev.perdure.persistence.database.EngineTransactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll behind the hints: asks for the heads of all followed sessions in one query, seldom while
 * hints arrive and often while they do not.
 */
final class HeadPoll implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeadPoll.class);

    private static final Duration PAUSE_WITH_HINTS = Duration.ofSeconds(1);
    private static final Duration PAUSE_WITHOUT_HINTS = Duration.ofMillis(250);

    private static final String HEADS =
            "select id, head_offset from perdure.session where id = any (?)";

    private final EngineTransactions transactions;
    private final TailHub hub;
    private final BooleanSupplier hintsWork;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread;

    HeadPoll(EngineTransactions transactions, TailHub hub, BooleanSupplier hintsWork) {
        this.transactions = transactions;
        this.hub = hub;
        this.hintsWork = hintsWork;
        this.thread = Thread.ofPlatform().name("perdure-head-poll").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void now() {
        wanted.release();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Duration pause = hintsWork.getAsBoolean() ? PAUSE_WITH_HINTS : PAUSE_WITHOUT_HINTS;
                if (wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
                poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        Set<UUID> followed = hub.followed();
        if (followed.isEmpty()) {
            return;
        }
        try {
            Map<UUID, Long> heads = heads(followed);
            heads.forEach(hub::headIs);
            followed.stream().filter(id -> !heads.containsKey(id)).forEach(hub::moved);
        } catch (SQLException | JdbiException e) {
            LOG.debug("The poll for followers failed: {}", e.getMessage());
        }
    }

    private Map<UUID, Long> heads(Set<UUID> followed) throws SQLException {
        return transactions.call(handle -> {
            Map<UUID, Long> heads = new HashMap<>();
            try (PreparedStatement statement = handle.getConnection().prepareStatement(HEADS)) {
                statement.setArray(
                        1, handle.getConnection().createArrayOf("uuid", followed.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        heads.put(row.getObject(1, UUID.class), row.getLong(2));
                    }
                }
            }
            return heads;
        });
    }
}
