package dev.perdure.persistence.schema;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Work that wants one server session for itself, on a connection that has one only until its
 * transaction ends: it is given a connection that commits nothing yet, and everything is committed
 * at the end or not at all.
 */
final class OneTransaction {

    private OneTransaction() {}

    /** What is done in the transaction. */
    @FunctionalInterface
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Does the work while it holds the lock. */
    static void on(Connection real, long lock, Work work) throws SQLException {
        real.unwrap(PGConnection.class).setPrepareThreshold(0);
        real.setAutoCommit(false);
        boolean done = false;
        try (Statement statement = real.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + lock + ")");
            String path = searchPath(statement);
            work.on(uncommitted(real));
            restore(real, path);
            real.commit();
            done = true;
        } finally {
            if (!done && !real.isClosed()) {
                real.rollback();
            }
        }
    }

    private static String searchPath(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("show search_path")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Whoever is given the session next must not find our path. */
    private static void restore(Connection connection, String path) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('search_path', ?, false)")) {
            statement.setString(1, path);
            statement.execute();
        }
    }

    /** A commit is a savepoint, and a rollback goes back to the last one. */
    private static Connection uncommitted(Connection real) throws SQLException {
        Savepoint[] last = {real.setSavepoint()};
        return (Connection)
                Proxy.newProxyInstance(
                        OneTransaction.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            String name = method.getName();
                            if (name.equals("commit")) {
                                last[0] = real.setSavepoint();
                                return null;
                            }
                            if (name.equals("rollback") && arguments == null) {
                                real.rollback(last[0]);
                                return null;
                            }
                            return name.equals("setAutoCommit")
                                    ? null
                                    : invoke(real, method, arguments);
                        });
    }

    private static @Nullable Object invoke(
            Connection real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}
