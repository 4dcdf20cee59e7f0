package dev.perdure.persistence.database;

import dev.perdure.tenant.OrganisationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Reads that see the rows of one organisation and no others, each in one round trip: role,
 * organisation and question are sent together, which makes them one transaction that the server
 * ends by itself. Thread-safe.
 */
public final class TenantReads {

    private final DataSource pool;

    public TenantReads(DataSource pool) {
        this.pool = pool;
    }

    /** Sets the parameters of all statements, in order. */
    @FunctionalInterface
    public interface Binding {
        void bind(Bindings parameters) throws SQLException;
    }

    /** Makes something of the rows. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(Results results) throws SQLException;
    }

    /** Asks and reads the answer; again on other connections when one turns out to be broken. */
    public <T> T read(
            OrganisationId organisation, TenantQuery query, Binding binding, Reading<T> reading)
            throws SQLException {
        return ReadAgain.whenBroken(() -> once(organisation, query, binding, reading));
    }

    private <T> T once(
            OrganisationId organisation, TenantQuery query, Binding binding, Reading<T> reading)
            throws SQLException {
        try (Connection connection = pool.getConnection()) {
            boolean ownTransaction = !connection.getAutoCommit();
            boolean read = false;
            try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
                Bindings parameters = new Bindings(statement);
                parameters.text(organisation.value().toString());
                binding.bind(parameters);
                statement.execute();
                T answer = reading.from(new Results(statement));
                read = true;
                return answer;
            } finally {
                if (ownTransaction) {
                    end(connection, read);
                }
            }
        }
    }

    /** For pools of programs that do not commit by themselves. */
    private static void end(Connection connection, boolean read) throws SQLException {
        if (read) {
            connection.commit();
        } else {
            connection.rollback();
        }
    }
}
