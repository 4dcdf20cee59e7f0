package dev.perdure.persistence.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The rows of statements that were run together. */
public final class Results {

    private final PreparedStatement executed;

    Results(PreparedStatement executed) {
        this.executed = executed;
    }

    /** The rows of the next statement; those of the one before are gone. */
    public ResultSet next() throws SQLException {
        if (!executed.getMoreResults()) {
            throw new IllegalStateException("there are no more statements than were asked for");
        }
        return executed.getResultSet();
    }
}
