package dev.perdure.persistence.kills;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What lies outside of the log: the counters behind the tools, and the messages that clients are
 * going to send. Each statement is a transaction of its own, over connections of its own, so that
 * what was counted stays counted whatever becomes of the program and of its log.
 */
final class Outside implements AutoCloseable {

    /** How a program's connections are called, which outlive it by a moment. */
    private static final String PROGRAM = "a program that may be killed";

    private static final int CONNECTIONS_MAX = 4;

    /** With a machine that has other things to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String TABLES =
            """
            create schema outside;
            create table outside.message (
                id bigserial primary key, organisation uuid not null, session uuid not null,
                text text not null, sent boolean not null default false);
            create index on outside.message (id) where not sent;
            create table outside.run (
                session uuid not null, turn uuid not null, call text not null, key text not null);
            create index on outside.run (key);
            create table outside.effect (
                session uuid not null, turn uuid not null, call text not null, key text not null,
                once text unique);
            """;

    private final HikariDataSource connections;

    private Outside(HikariDataSource connections) {
        this.connections = connections;
    }

    /** As the one who watches. */
    static Outside watch(Address address) {
        return connect(address, "the one who watches");
    }

    /** As a program that may be killed. */
    static Outside use(Address address) {
        return connect(address, PROGRAM);
    }

    private static Outside connect(Address address, String name) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(PATIENCE.toMillis());
        config.addDataSourceProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
        config.addDataSourceProperty("ApplicationName", name);
        return new Outside(new HikariDataSource(config));
    }

    void create() {
        run(TABLES);
    }

    /** Has a client of some program send this. */
    void want(SessionKey session, String text) {
        run(
                "insert into outside.message (organisation, session, text) values (?, ?, ?)",
                session.organisation().value(),
                session.id().value(),
                text);
    }

    /** One of the messages that nobody is known to have sent; others may be sending it, too. */
    Optional<Wanted> wanted() {
        return ask(
                        "select id, organisation, session, text from outside.message"
                                + " where not sent order by random() limit 1",
                        row ->
                                new Wanted(
                                        row.getLong(1),
                                        new SessionKey(
                                                new OrganisationId(row.getObject(2, UUID.class)),
                                                new SessionId(row.getObject(3, UUID.class))),
                                        row.getString(4)))
                .stream()
                .findFirst();
    }

    void sent(Wanted message) {
        run("update outside.message set sent = true where id = ?", message.id());
    }

    /** Notes that a run begins; answers whether it is the first one of its call. */
    boolean begins(ToolCall call, ToolContext context) {
        List<Long> before =
                ask(
                        "with begun as (insert into outside.run values (?, ?, ?, ?) returning 1)"
                                + " select (select count(*) from outside.run where key = ?)"
                                + " from begun",
                        row -> row.getLong(1),
                        context.session().id().value(),
                        context.turn().value(),
                        call.id().value(),
                        context.key().value(),
                        context.key().value());
        return before.getFirst() == 0;
    }

    /**
     * Counts.
     *
     * @param once whether a key counts once, however often it comes
     */
    void count(ToolCall call, ToolContext context, boolean once) {
        run(
                "insert into outside.effect values (?, ?, ?, ?, case when ? then ? end)"
                        + " on conflict do nothing",
                context.session().id().value(),
                context.turn().value(),
                call.id().value(),
                context.key().value(),
                once,
                context.key().value());
    }

    List<Counted> runs() {
        return counted("outside.run");
    }

    List<Counted> effects() {
        return counted("outside.effect");
    }

    private List<Counted> counted(String table) {
        return ask(
                "select session, turn, call, count(*), count(distinct key) from "
                        + table
                        + " group by session, turn, call",
                row ->
                        new Counted(
                                new Counted.Place(
                                        row.getObject(1, UUID.class),
                                        row.getObject(2, UUID.class),
                                        row.getString(3)),
                                row.getInt(4),
                                row.getInt(5)));
    }

    boolean hasCounted(SessionKey session, TurnId turn, ToolCallId call) {
        return !ask(
                        "select 1 from outside.effect where session = ? and turn = ? and call = ?",
                        row -> true,
                        session.id().value(),
                        turn.value(),
                        call.value())
                .isEmpty();
    }

    /** Whether everything that programs had sent before they were killed has been done. */
    boolean isQuiet() {
        return ask(
                        "select 1 from pg_stat_activity where application_name = ?"
                                + " and datname = current_database()",
                        row -> true,
                        PROGRAM)
                .isEmpty();
    }

    private void run(String sql, Object... values) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = prepared(connection, sql, values)) {
            statement.execute();
        } catch (SQLException e) {
            throw new Unreachable(sql, e);
        }
    }

    private <T> List<T> ask(String sql, Row<T> row, Object... values) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = prepared(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new Unreachable(sql, e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object[] values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        connections.close();
    }

    /** What was asked may have been done or not. */
    static final class Unreachable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreachable(String sql, SQLException cause) {
            super(sql + ": " + cause.getMessage(), cause);
        }
    }

    /** A message that is to be sent. */
    record Wanted(long id, SessionKey session, String text) {}

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
