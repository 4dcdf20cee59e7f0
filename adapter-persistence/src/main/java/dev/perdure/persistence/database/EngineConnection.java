package dev.perdure.persistence.database;

import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One direct connection that runs as the engine's role, opened when it is first needed and again
 * after it was lost. Not thread-safe, except {@link #close}.
 */
public final class EngineConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineConnection.class);

    /**
     * How long an answer may take before the connection counts as lost. A network that swallows
     * packets would otherwise hold its user for ever.
     */
    public static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final DirectConnections source;
    private final String purpose;
    private final List<String> settings;
    private volatile @Nullable Connection current;
    private volatile boolean closed;
    private long openedNanos;
    private int openings;

    /**
     * @param purpose one or two words for the server's list of sessions
     * @param settings statements that set something, run on every new connection
     */
    public EngineConnection(DirectConnections source, String purpose, String... settings) {
        this.source = source;
        this.purpose = purpose;
        this.settings = List.of(settings);
    }

    /**
     * The connection, in auto-commit mode; a new one when there is none or {@link #discard} was
     * called.
     */
    public Connection get() throws SQLException {
        Connection connection = current;
        if (connection == null) {
            connection = open();
            openedNanos = System.nanoTime();
            openings++;
            current = connection;
        }
        if (closed) {
            release();
            throw new SQLException("The storage was closed.", "08003");
        }
        return connection;
    }

    /** Whether there is a connection, as far as anybody knows. */
    public boolean isOpen() {
        return current != null;
    }

    /** How many connections there were; tells whether what was done on one still holds. */
    public int openings() {
        return openings;
    }

    /** How long the connection has lasted. */
    public Duration age() {
        return current == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - openedNanos);
    }

    /**
     * Gives a connection up that was lost or whose state nobody knows, without another word on it;
     * the next {@link #get} opens another.
     */
    public void discard() {
        Connection connection = current;
        current = null;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection was lost before it was given up: {}", e.getMessage());
            }
        }
    }

    /** Gives a sound connection back; the next {@link #get} opens another. */
    public void release() {
        Connection connection = current;
        current = null;
        if (connection != null) {
            giveBack(connection);
        }
    }

    @Override
    public void close() {
        closed = true;
        release();
    }

    private Connection open() throws SQLException {
        Connection connection = source.open();
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER_MAX.toMillis()));
            if (source.sharesSessions()) {
                return SharedSession.on(connection, settings);
            }
            connection.setAutoCommit(true);
            name(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(ServerSettings.ASK);
                statement.execute("set role " + Roles.ENGINE);
                for (String setting : settings) {
                    statement.execute(setting);
                }
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            giveBack(connection);
            throw e;
        }
    }

    private void name(Connection connection) {
        try {
            connection.setClientInfo("ApplicationName", "perdure " + purpose);
        } catch (SQLClientInfoException e) {
            LOG.debug("The connection keeps its own application name", e);
        }
    }

    /**
     * What was borrowed from somebody's pool must not come back with our role or our locks on it.
     */
    private void giveBack(Connection connection) {
        try (connection) {
            if (source.sharesSessions()) {
                return;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("reset all");
                statement.execute("reset role");
                statement.execute("unlisten *");
                statement.execute("select pg_advisory_unlock_all()");
            }
        } catch (SQLException e) {
            LOG.debug("The connection was lost before it was closed: {}", e.getMessage());
        }
    }
}
