package dev.perdure.persistence.log;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/** The parameters of a statement, bound one after the other. */
final class Parameters {

    private static final int HEADER_BYTES = 5 * Integer.BYTES;
    private static final int ELEMENT_BYTES = Integer.BYTES + 2 * Long.BYTES;

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

    /**
     * In the binary form, which the driver knows for numbers and not for these: as text they are
     * four times as long and have to be read by the server, several for each batch.
     */
    void uuids(@Nullable UUID[] values) throws SQLException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + values.length * ELEMENT_BYTES);
        boolean nulls = Arrays.stream(values).anyMatch(Objects::isNull);
        bytes.putInt(values.length == 0 ? 0 : 1).putInt(nulls ? 1 : 0).putInt(Oid.UUID);
        if (values.length > 0) {
            bytes.putInt(values.length).putInt(1);
        }
        for (UUID value : values) {
            if (value == null) {
                bytes.putInt(-1);
            } else {
                bytes.putInt(2 * Long.BYTES);
                bytes.putLong(value.getMostSignificantBits());
                bytes.putLong(value.getLeastSignificantBits());
            }
        }
        BaseConnection connection = statement.getConnection().unwrap(BaseConnection.class);
        statement.setArray(
                ++bound,
                new PgArray(
                        connection,
                        Oid.UUID_ARRAY,
                        Arrays.copyOf(bytes.array(), bytes.position())));
    }

    /**
     * @param values an array of its elements' own type: one of {@code Object} goes as text, which
     *     both sides pay for
     */
    void array(String type, @Nullable Object[] values) throws SQLException {
        statement.setArray(++bound, statement.getConnection().createArrayOf(type, values));
    }
}
