package dev.perdure.persistence;

import dev.perdure.persistence.database.DirectConnections;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Connections that break at a statement of the test's choice: before it reaches the server, after
 * it was done and before the answer came back, or while the server is still at it.
 */
public final class LossyConnections implements DirectConnections {

    /** When the connection breaks. */
    public enum Loss {
        REQUEST,
        ANSWER
    }

    private final DirectConnections source;
    private final AtomicInteger left = new AtomicInteger();
    private final List<Thread> running = new CopyOnWriteArrayList<>();
    private volatile String marker = "";
    private volatile Loss loss = Loss.REQUEST;
    private volatile BooleanSupplier underWay = () -> false;

    public LossyConnections(DirectConnections source) {
        this.source = source;
    }

    /** The next {@code times} statements with {@code text} in them break their connection. */
    public void lose(Loss kind, String text, int times) {
        loss = kind;
        marker = text;
        left.set(times);
    }

    /**
     * The next statement with {@code text} in it is given up by the client as soon as {@code at}
     * holds, while the server goes on with it.
     */
    public void loseUnderWay(String text, BooleanSupplier at) {
        underWay = at;
        lose(Loss.ANSWER, text, 1);
    }

    public int left() {
        return left.get();
    }

    /** Waits for what the server was still at. */
    public void awaitServer() throws InterruptedException {
        for (Thread thread : running) {
            thread.join();
        }
    }

    @Override
    public Connection open() throws SQLException {
        Connection real = source.open();
        return (Connection)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            Object result = invoke(real, method, arguments);
                            return method.getName().equals("prepareStatement")
                                    ? statement(
                                            real, (PreparedStatement) result, (String) arguments[0])
                                    : result;
                        });
    }

    private Object statement(Connection connection, PreparedStatement real, String sql) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    boolean runs =
                            method.getName().equals("executeQuery")
                                    || method.getName().equals("executeUpdate");
                    if (runs && isHit(sql)) {
                        breakDown(connection, real, method);
                    }
                    return invoke(real, method, arguments);
                });
    }

    private boolean isHit(String sql) {
        return sql.contains(marker) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private void breakDown(Connection connection, PreparedStatement real, Method method)
            throws Throwable {
        switch (loss) {
            case REQUEST -> connection.close();
            case ANSWER -> {
                Thread server = Thread.startVirtualThread(() -> finish(real, method));
                running.add(server);
                while (server.isAlive() && !underWay.getAsBoolean()) {
                    Thread.onSpinWait();
                }
            }
        }
        throw new SQLException("The connection broke, as the test wished.", "08006");
    }

    private static void finish(PreparedStatement real, Method method) {
        try {
            invoke(real, method, null);
        } catch (Throwable heardByNobody) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
