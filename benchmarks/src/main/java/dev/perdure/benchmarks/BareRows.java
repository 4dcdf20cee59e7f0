package dev.perdure.benchmarks;

import dev.perdure.message.MessageId;
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;

/** A bare INSERT of many rows on one connection: a primary key and nothing else. */
final class BareRows implements AutoCloseable {

    private static final String INSERT =
            """
            insert into bare (session, seq, payload)
            select s.id, s.base + x.k, x.payload
            from unnest(?::uuid[], ?::bigint[]) with ordinality s(id, base, o)
                join unnest(?::int[], ?::int[], ?::bytea[]) x(o, k, payload) on x.o = s.o
            """;

    private final Connection connection;
    private final PreparedStatement insert;
    private final UUID[] sessions;
    private final Integer[] ordinals;
    private final Integer[] places;
    private final byte[][] payloads;
    private long base;

    private BareRows(Connection connection, int sessionCount) throws SQLException {
        this.connection = connection;
        try (Statement setup = connection.createStatement()) {
            setup.execute(
                    "create table bare (session uuid, seq bigint, payload bytea, primary key (session, seq))");
        }
        this.insert = connection.prepareStatement(INSERT);
        this.sessions =
                IntStream.range(0, sessionCount)
                        .mapToObj(i -> UUID.randomUUID())
                        .toArray(UUID[]::new);
        int rows = sessionCount * FencedDeltas.PIECES;
        this.ordinals = new Integer[rows];
        this.places = new Integer[rows];
        this.payloads = new byte[rows][];
        byte[] payload =
                EntryCodec.current()
                        .encode(
                                FencedDeltas.delta(
                                        new TurnId(UUID.randomUUID()),
                                        new MessageId(UUID.randomUUID()),
                                        0,
                                        FencedDeltas.WORD))
                        .payload();
        for (int row = 0; row < rows; row++) {
            ordinals[row] = row / FencedDeltas.PIECES + 1;
            places[row] = row % FencedDeltas.PIECES + 1;
            payloads[row] = payload;
        }
    }

    static BareRows open(Stage.Address database, int sessions) throws SQLException {
        Connection connection = database.connect();
        try {
            return new BareRows(connection, sessions);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    void forget() throws SQLException {
        FencedDeltas.empty(connection, "bare");
    }

    /** Rows a second, one statement after the other for so long. */
    double rate(Duration length) {
        try {
            long begin = System.nanoTime();
            long written = 0;
            while (System.nanoTime() - begin < length.toNanos()) {
                write();
                written += ordinals.length;
            }
            return written * 1e9 / (System.nanoTime() - begin);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write() throws SQLException {
        Long[] bases = new Long[sessions.length];
        Arrays.fill(bases, base);
        base += FencedDeltas.PIECES;
        insert.setArray(1, connection.createArrayOf("uuid", sessions));
        insert.setArray(2, connection.createArrayOf("int8", bases));
        insert.setArray(3, connection.createArrayOf("int4", ordinals));
        insert.setArray(4, connection.createArrayOf("int4", places));
        insert.setArray(5, connection.createArrayOf("bytea", payloads));
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
