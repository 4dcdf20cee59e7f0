package dev.perdure.persistence.work;

import dev.perdure.persistence.database.DirectConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's clock: this machine's, corrected by what the last comparison showed. Compared with
 * every renewal of the lease. Thread-safe.
 */
public final class ServerClock implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);

    /** Machines that keep time differ by less. */
    private static final Duration DIFFERENCE_TOLD = Duration.ofSeconds(5);

    private static final String NOW =
            "select floor(extract(epoch from clock_timestamp()) * 1000)::bigint";

    private final InstantSource own;
    private volatile Duration behind = Duration.ZERO;

    public ServerClock(InstantSource own) {
        this.own = own;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(behind);
    }

    /** What the machine's own clock says. */
    public Instant machine() {
        return own.instant();
    }

    /** Asks the server once, on a connection of its own. */
    public void compare(DirectConnections direct) throws SQLException {
        try (Connection connection = direct.open();
                Statement statement = connection.createStatement()) {
            Instant before = machine();
            try (ResultSet row = statement.executeQuery(NOW)) {
                Instant after = machine();
                row.next();
                compare(before, Instant.ofEpochMilli(row.getLong(1)), after);
            }
        }
    }

    /**
     * Takes in what the server's clock said at a moment between two of this machine's. What can be
     * explained by the way there and back changes nothing.
     */
    public void compare(Instant before, Instant server, Instant after) {
        Duration way = Duration.between(before, after);
        Duration measured = Duration.between(before.plus(way.dividedBy(2)), server);
        Duration change = measured.minus(behind).abs();
        if (change.compareTo(way.dividedBy(2).plusMillis(1)) <= 0) {
            return;
        }
        behind = measured;
        if (change.compareTo(DIFFERENCE_TOLD) > 0) {
            LOG.warn(
                    "The clock of this machine differs from the database's by {} s. The database's"
                            + " counts; check how this machine keeps its time.",
                    measured.toSeconds());
        }
    }
}
