package dev.perdure.persistence.log;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement, bound one after the other. */
final class Parameters {

    private final PreparedStatement statement;
    private int bound;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    void number(long value) throws SQLException {
        statement.setLong(++bound, value);
    }

    void integer(int value) throws SQLException {
        statement.setInt(++bound, value);
    }

    void array(String type, @Nullable Object[] values) throws SQLException {
        statement.setArray(++bound, statement.getConnection().createArrayOf(type, values));
    }
}
