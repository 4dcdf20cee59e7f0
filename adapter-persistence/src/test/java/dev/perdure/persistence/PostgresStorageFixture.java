package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.engine.store.Storage;
import dev.perdure.persistence.pooler.Pooler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes on a database of their own, which they reach directly or through a pooler. */
final class PostgresStorageFixture implements StorageFixture {

    /** A lease that a slow machine does not live to see the end of; the suites let time pass. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Database database = Database.migrated();
    private final List<Storage> open = new ArrayList<>();
    private final @Nullable Pooler pooler;
    private final PostgresStorageConfig config;

    private PostgresStorageFixture(boolean pooled, Duration lease) {
        this.pooler = pooled ? Pooler.Kind.ROUND_ROBIN.inFrontOf(database.port(), "", "") : null;
        PostgresStorageConfig usual = PostgresStorageConfig.DEFAULT;
        this.config =
                new PostgresStorageConfig(
                        lease,
                        usual.heartbeat(),
                        usual.linger(),
                        usual.unresolvedMax(),
                        usual.deltaRetention());
    }

    static PostgresStorageFixture direct() {
        return new PostgresStorageFixture(false, LEASE);
    }

    /** The same, where time passes by itself and the lease of who says nothing more has an end. */
    static PostgresStorageFixture direct(Duration lease) {
        return new PostgresStorageFixture(false, lease);
    }

    static PostgresStorageFixture pooled() {
        return new PostgresStorageFixture(true, LEASE);
    }

    @Override
    public Storage open() {
        return openNode();
    }

    @Override
    public Storage openNode() {
        Storage node =
                pooler == null
                        ? database.storage(config)
                        : database.storageThrough(pooler.port(), config);
        open.add(node);
        return node;
    }

    @Override
    public Storage reopen(Storage node) {
        node.close();
        return openNode();
    }

    @Override
    public boolean survivesReopen() {
        return true;
    }

    @Override
    public boolean grantsClaimsAtBirth() {
        return true;
    }

    /** Nobody can move the server's clock, so what it is compared with moves the other way. */
    @Override
    public void advanceTime(Duration by) {
        long millis = by.toMillis();
        database.run(
                "update perdure.node set lease_until = lease_until - ? * interval '1 ms',"
                        + " heartbeat_at = heartbeat_at - ? * interval '1 ms'",
                millis,
                millis);
        database.run(
                "update perdure.turn set wake_at = wake_at - ? where wake_at is not null", millis);
        database.run("select pg_sleep(?)", Math.min(millis, 20) / 1000.0);
    }

    @Override
    public Duration lease() {
        return config.lease();
    }

    @Override
    public void close() {
        open.forEach(Storage::close);
        if (pooler != null) {
            pooler.close();
        }
        database.close();
    }
}
