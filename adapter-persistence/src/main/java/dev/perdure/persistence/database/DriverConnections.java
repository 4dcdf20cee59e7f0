package dev.perdure.persistence.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/** Direct connections to one address, opened by the driver itself and by nothing in between. */
public final class DriverConnections implements DirectConnections {

    private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(5);

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
    }

    /**
     * What the driver is given besides the address; a pool to the same database takes it as well.
     */
    public Properties login() {
        Properties copy = new Properties();
        copy.putAll(login);
        return copy;
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
