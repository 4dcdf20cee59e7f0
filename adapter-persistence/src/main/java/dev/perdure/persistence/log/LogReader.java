package dev.perdure.persistence.log;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.persistence.codec.StatusNumber;
import dev.perdure.persistence.codec.StoredEntry;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.session.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;

/** Reads pages of streams by key, in units of work of the organisation that owns them. */
final class LogReader implements EventReader {

    private final TenantTransactions transactions;
    private final EntryCodec codec;

    LogReader(TenantTransactions transactions, EntryCodec codec) {
        this.transactions = transactions;
        this.codec = codec;
    }

    @FunctionalInterface
    private interface Read<T> {
        T from(Connection connection) throws SQLException;
    }

    @Override
    public Optional<SessionHead> head(SessionKey session) {
        return reading(session, connection -> head(connection, session));
    }

    @Override
    public List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection) {
        return reading(session, connection -> page(connection, session, after, limit, selection));
    }

    /**
     * A page of all records, and where the stream ended when it was read; one snapshot or later.
     */
    TailPage tail(SessionKey session, Offset after, int limit) {
        return reading(
                session,
                connection -> {
                    // The head first: everything up to it is then on the page or forgotten.
                    Optional<SessionHead> head = head(connection, session);
                    return new TailPage(
                            head.map(SessionHead::offset),
                            page(connection, session, after, limit, Selection.FACTS_AND_DELTAS));
                });
    }

    @Override
    public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
        return reading(
                session,
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(LogQueries.FACTS_BEFORE)) {
                        key(statement, 1, session);
                        statement.setLong(3, before.value());
                        statement.setInt(4, limit);
                        return List.copyOf(envelopes(statement, session).reversed());
                    }
                });
    }

    @Override
    public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
        return reading(
                session,
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(LogQueries.FACTS_BETWEEN)) {
                        key(statement, 1, session);
                        statement.setLong(3, from.value());
                        statement.setLong(4, to.value());
                        return envelopes(statement, session);
                    }
                });
    }

    /** Versions have no gap and times do not fall, so the place is found by halving. */
    @Override
    public Offset lastFactAt(SessionKey session, Instant time) {
        return reading(
                session,
                connection -> {
                    long low = 0;
                    long high =
                            head(connection, session)
                                    .map(head -> head.version().value())
                                    .orElse(0L);
                    Offset found = Offset.START;
                    try (PreparedStatement statement =
                            connection.prepareStatement(LogQueries.FACT_AT)) {
                        key(statement, 1, session);
                        while (low < high) {
                            long middle = low + (high - low + 1) / 2;
                            statement.setLong(3, middle);
                            try (ResultSet row = statement.executeQuery()) {
                                if (row.next()
                                        && !Instant.ofEpochMilli(row.getLong(2)).isAfter(time)) {
                                    low = middle;
                                    found = new Offset(row.getLong(1));
                                } else {
                                    high = middle - 1;
                                }
                            }
                        }
                    }
                    return found;
                });
    }

    private <T> T reading(SessionKey session, Read<T> read) {
        try {
            return transactions.read(
                    session.organisation(), handle -> read.from(handle.getConnection()));
        } catch (SQLException | JdbiException e) {
            throw new LogUnavailable("The log cannot be read", e);
        }
    }

    private static Optional<SessionHead> head(Connection connection, SessionKey session)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LogQueries.HEAD)) {
            key(statement, 1, session);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new SessionHead(
                                        new Offset(row.getLong(1)),
                                        new StreamVersion(row.getLong(2)),
                                        new Epoch(row.getLong(3)),
                                        StatusNumber.read(row.getInt(4)),
                                        Instant.ofEpochMilli(row.getLong(5))))
                        : Optional.empty();
            }
        }
    }

    private List<Envelope> page(
            Connection connection, SessionKey session, Offset after, int limit, Selection selection)
            throws SQLException {
        return switch (selection) {
            case FACTS -> {
                try (PreparedStatement statement =
                        connection.prepareStatement(LogQueries.FACTS_AFTER)) {
                    key(statement, 1, session);
                    statement.setLong(3, after.value());
                    statement.setInt(4, limit);
                    yield envelopes(statement, session);
                }
            }
            case FACTS_AND_DELTAS -> {
                try (PreparedStatement statement =
                        connection.prepareStatement(LogQueries.RECORDS_AFTER)) {
                    key(statement, 1, session);
                    statement.setLong(3, after.value());
                    statement.setInt(4, limit);
                    key(statement, 5, session);
                    statement.setLong(7, after.value());
                    key(statement, 8, session);
                    statement.setLong(10, after.value());
                    statement.setInt(11, limit);
                    statement.setInt(12, limit);
                    yield envelopes(statement, session);
                }
            }
        };
    }

    private static void key(PreparedStatement statement, int first, SessionKey session)
            throws SQLException {
        statement.setObject(first, session.id().value());
        statement.setObject(first + 1, session.organisation().value());
    }

    private List<Envelope> envelopes(PreparedStatement statement, SessionKey session)
            throws SQLException {
        List<Envelope> envelopes = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                StoredEntry stored =
                        new StoredEntry(
                                row.getString(4),
                                row.getInt(5),
                                row.getObject(6, UUID.class),
                                row.getObject(7, Integer.class),
                                row.getBytes(8));
                envelopes.add(
                        new Envelope(
                                session,
                                new Offset(row.getLong(1)),
                                new StreamVersion(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                codec.decode(stored)));
            }
        }
        return envelopes;
    }
}
