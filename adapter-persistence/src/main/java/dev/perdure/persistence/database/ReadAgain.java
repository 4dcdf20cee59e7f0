package dev.perdure.persistence.database;

import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a read does when its connection turns out to be broken, as all of a pool are after a restart
 * of the server: it is done again on another one, a few times; but not after a long silence.
 */
final class ReadAgain {

    /** How often a read is tried. */
    private static final int READS_MAX = 4;

    /** Longer than a pool takes to have no connection, shorter than a server that says nothing. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(ReadAgain.class);

    private ReadAgain() {}

    /** One try of a read. */
    @FunctionalInterface
    interface Try<T> {
        T once() throws SQLException;
    }

    static <T> T whenBroken(Try<T> read) throws SQLException {
        for (int broken = 1; broken < READS_MAX; broken++) {
            long begun = System.nanoTime();
            try {
                return read.once();
            } catch (SQLException | RuntimeException e) {
                if (!SqlStates.isConnectionLost(e)
                        || System.nanoTime() - begun > SILENCE_MAX.toNanos()) {
                    throw e;
                }
                LOG.debug("Reading again on another connection: {}", e.getMessage());
            }
        }
        return read.once();
    }
}
