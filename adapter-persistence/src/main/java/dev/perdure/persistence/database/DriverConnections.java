package dev.perdure.persistence.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/** Direct connections to one address, opened by the driver itself and by nothing in between. */
public final class DriverConnections implements DirectConnections {

    private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(5);
    private static final Duration LOGIN_TIME_MAX = Duration.ofSeconds(10);

    private final String jdbcUrl;
    private final Properties login = new Properties();

    /** An empty user logs in as the address says. */
    public DriverConnections(String jdbcUrl, String user, String password) {
        this.jdbcUrl = jdbcUrl;
        if (!user.isEmpty()) {
            login.setProperty("user", user);
            login.setProperty("password", password);
        }
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("connectTimeout", Long.toString(CONNECT_TIME_MAX.toSeconds()));
        login.setProperty("loginTimeout", Long.toString(LOGIN_TIME_MAX.toSeconds()));
    }

    /**
     * What the driver of a pool to the same database is given besides the address. Its connections
     * run short queries, and one that waits longer for an answer counts as lost.
     */
    public Properties pooled() {
        Properties pooled = new Properties();
        pooled.putAll(login);
        pooled.setProperty("socketTimeout", Long.toString(EngineConnection.ANSWER_MAX.toSeconds()));
        return pooled;
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = new Driver().connect(jdbcUrl, login);
        if (connection == null) {
            throw new SQLException("Not an address of PostgreSQL: " + jdbcUrl, "08001");
        }
        return connection;
    }
}
