package dev.perdure.persistence.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection through a pooler that gives its server session to others between transactions. To
 * its user it looks like one in auto-commit mode: each statement is a transaction of its own, which
 * brings the role and the settings with it and leaves nothing behind.
 */
final class SharedSession {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSession.class);

    private final Connection real;
    private final String enter;

    private SharedSession(Connection real, String enter) {
        this.real = real;
        this.enter = enter;
    }

    /**
     * @param settings statements of the form {@code set name = value}
     */
    static Connection on(Connection real, List<String> settings) throws SQLException {
        StringBuilder enter = new StringBuilder("set local role " + Roles.ENGINE);
        enter.append("; set local idle_in_transaction_session_timeout = '")
                .append(ServerSettings.IDLE_IN_TRANSACTION_MAX)
                .append('\'');
        for (String setting : settings) {
            enter.append("; ").append(setting.replaceFirst("^set ", "set local "));
        }
        real.setAutoCommit(false);
        unprepared(real);
        SharedSession session = new SharedSession(real, enter.toString());
        return proxy(Connection.class, session::onConnection);
    }

    /**
     * Keeps the driver from preparing statements: what one server session was told to prepare, the
     * next one does not know. Answers after how many uses it did so far.
     */
    static int unprepared(Connection connection) throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        int before = driver.getPrepareThreshold();
        driver.setPrepareThreshold(0);
        return before;
    }

    private @Nullable Object onConnection(
            Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "getAutoCommit" -> true;
            case "setAutoCommit" -> null;
            default -> {
                Object result = invoke(real, method, arguments);
                yield switch (result) {
                    case PreparedStatement prepared -> statement(PreparedStatement.class, prepared);
                    case Statement plain -> statement(Statement.class, plain);
                    case null -> null;
                    default -> result;
                };
            }
        };
    }

    private <T extends Statement> T statement(Class<T> kind, T statement) {
        return proxy(
                kind,
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        return inTransaction(statement, method, arguments);
                    }
                    Object result = invoke(statement, method, arguments);
                    return result instanceof PGStatement driver && method.getName().equals("unwrap")
                            ? neverPrepared(driver)
                            : result;
                });
    }

    private @Nullable Object inTransaction(
            Statement statement, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean done = false;
        try {
            try (Statement entering = real.createStatement()) {
                entering.execute(enter);
            }
            // The driver has read every row when this returns, so they outlast the transaction.
            Object result = invoke(statement, method, arguments);
            real.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        try {
            real.rollback();
        } catch (SQLException lost) {
            LOG.debug("The connection was lost with its transaction: {}", lost.getMessage());
        }
    }

    private static PGStatement neverPrepared(PGStatement driver) {
        return proxy(
                PGStatement.class,
                (proxy, method, arguments) ->
                        method.getName().equals("setPrepareThreshold")
                                ? null
                                : invoke(driver, method, arguments));
    }

    private static <T> T proxy(Class<T> kind, InvocationHandler handler) {
        return kind.cast(
                Proxy.newProxyInstance(
                        SharedSession.class.getClassLoader(), new Class<?>[] {kind}, handler));
    }

    private static @Nullable Object invoke(
            Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}
