package dev.perdure.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A running PostgreSQL server that belongs to this process.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>With {@link Durability#DURABLE} a commit that was acknowledged is there after the next
 *       start, however the program, the server or the machine ended.
 *   <li>The server listens on the loopback interface only and asks for a random password that only
 *       this user can read.
 *   <li>One process at a time uses a base directory; a second one is refused at once.
 *   <li>When the server ends without being asked to, however, it is started again on the same port.
 *       Whoever was connected has to connect again.
 *   <li>When this process ends in any way, also by {@code kill -9}, the server stops about a second
 *       later. The next start never has to wait for that, and signals no process that is not this
 *       directory's own server.
 * </ul>
 *
 * <p>There is no shutdown hook: the program closes the server after everything that uses it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration FAST_STOP_MAX = Duration.ofSeconds(60);

    private final BaseDirectory base;
    private final DirectoryLock lock;
    private final LeftoverServer leftover;
    private final DataDirectory data;
    private final KeptServer server;
    private volatile boolean closed;

    private EmbeddedPostgres(
            BaseDirectory base,
            DirectoryLock lock,
            LeftoverServer leftover,
            DataDirectory data,
            KeptServer server) {
        this.base = base;
        this.lock = lock;
        this.leftover = leftover;
        this.data = data;
        this.server = server;
    }

    /**
     * Starts the server and returns when it accepts connections. The first start unpacks the
     * binaries and creates the data directory (a few seconds); later ones take some tenths of a
     * second, longer only while the log of a crash is replayed.
     *
     * @throws EmbeddedPostgresException with a sentence that says what to do; nothing is left
     *     running then
     */
    public static EmbeddedPostgres start(EmbeddedPostgresConfig config) {
        BinariesArchive archive = BinariesArchive.onClassPath(Platform.current());
        BaseDirectory base = BaseDirectory.prepare(config.baseDirectory());
        DirectoryLock lock = DirectoryLock.acquire(base);
        boolean started = false;
        try {
            EmbeddedPostgres server = start(config, base, lock, archive);
            started = true;
            return server;
        } catch (IOException e) {
            throw EmbeddedPostgresException.directoryNotUsable(base.path(), e);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private static EmbeddedPostgres start(
            EmbeddedPostgresConfig config,
            BaseDirectory base,
            DirectoryLock lock,
            BinariesArchive archive)
            throws IOException {
        ServerUser user = ServerUser.current(base);
        Binaries binaries = Binaries.in(config.binariesDirectory().orElse(base.path()), archive);
        DataDirectory data = DataDirectory.in(base, binaries, user, config.durability());
        ServerStart.Running first = new ServerStart(base, binaries, user, config).run();
        ServerStart again = new ServerStart(base, binaries, user, config.withPort(first.port()));
        LeftoverServer leftover = new LeftoverServer(base, binaries, user);
        KeptServer server = new KeptServer(first, again::run, base.log());
        server.keep();
        return new EmbeddedPostgres(base, lock, leftover, data, server);
    }

    /** Where a JDBC driver finds a database of this server; holds no credentials. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
    }

    /** The TCP port on the loopback interface. */
    public int port() {
        return server.port();
    }

    /** Name of the one role of a new server; it owns the database {@code postgres}. */
    public String superuser() {
        return DataDirectory.SUPERUSER;
    }

    /**
     * Password of {@link #superuser()}; random, and the same for the life of the data directory.
     */
    public String password() {
        return data.password();
    }

    /** The directory of the database files, below the base directory. */
    public Path dataDirectory() {
        return data.path();
    }

    /**
     * Stops the server and waits for its end: open transactions are rolled back, data is flushed,
     * no process remains. Idempotent; works as well when the server has died before.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!server.stop(FAST_STOP_MAX)) {
                leftover.remove();
            }
        } catch (IOException e) {
            throw EmbeddedPostgresException.directoryNotUsable(base.path(), e);
        } finally {
            lock.close();
        }
    }
}
