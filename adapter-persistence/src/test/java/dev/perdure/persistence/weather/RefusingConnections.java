package dev.perdure.persistence.weather;

import dev.perdure.persistence.database.DirectConnections;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections on which statements of one kind are refused with a SQLSTATE, when the test says so.
 */
final class RefusingConnections implements DirectConnections {

    private final DirectConnections source;
    private final String marker;
    private final String state;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean refusing;

    /**
     * @param marker in the text of the statements that are refused
     */
    RefusingConnections(DirectConnections source, String marker, String state) {
        this.source = source;
        this.marker = marker;
        this.state = state;
    }

    void refuse(boolean now) {
        refusing = now;
    }

    int refused() {
        return refused.get();
    }

    @Override
    public Connection open() throws SQLException {
        Connection real = source.open();
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    Object result = invoke(real, method, arguments);
                    return result instanceof PreparedStatement prepared
                                    && arguments[0].toString().contains(marker)
                            ? refusing(prepared)
                            : result;
                });
    }

    private PreparedStatement refusing(PreparedStatement real) {
        return proxy(
                PreparedStatement.class,
                (method, arguments) -> {
                    if (refusing && method.getName().startsWith("execute")) {
                        refused.incrementAndGet();
                        throw new SQLException("No space left on device", state);
                    }
                    return invoke(real, method, arguments);
                });
    }

    private interface Handler {
        Object on(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> kind, Handler handler) {
        return kind.cast(
                Proxy.newProxyInstance(
                        RefusingConnections.class.getClassLoader(),
                        new Class<?>[] {kind},
                        (proxy, method, arguments) -> handler.on(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
