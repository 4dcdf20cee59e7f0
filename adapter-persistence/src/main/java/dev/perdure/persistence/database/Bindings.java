package dev.perdure.persistence.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The parameters of a statement, bound one after the other. */
public final class Bindings {

    private final PreparedStatement statement;
    private int bound;

    Bindings(PreparedStatement statement) {
        this.statement = statement;
    }

    public Bindings id(UUID value) throws SQLException {
        statement.setObject(++bound, value);
        return this;
    }

    public Bindings number(long value) throws SQLException {
        statement.setLong(++bound, value);
        return this;
    }

    public Bindings integer(int value) throws SQLException {
        statement.setInt(++bound, value);
        return this;
    }

    /** As an array. */
    public Bindings texts(List<String> values) throws SQLException {
        statement.setArray(
                ++bound,
                statement.getConnection().createArrayOf("text", values.toArray(new String[0])));
        return this;
    }

    public Bindings text(String value) throws SQLException {
        statement.setString(++bound, value);
        return this;
    }
}
