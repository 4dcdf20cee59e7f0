package dev.perdure.persistence.log;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.RecordUnreadable;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.persistence.codec.StatusNumber;
import dev.perdure.persistence.codec.StoredEntry;
import dev.perdure.persistence.database.Bindings;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.session.SessionKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads pages of streams by key, in units of work of the organisation that owns them. */
final class LogReader implements EventReader {

    private final TenantReads reads;
    private final MovedSessions moved;
    private final EntryCodec codec;

    LogReader(TenantReads reads, MovedSessions moved, EntryCodec codec) {
        this.reads = reads;
        this.moved = moved;
        this.codec = codec;
    }

    @Override
    public Set<SessionKey> moved(List<Seen> sessions) {
        return moved.of(sessions);
    }

    @Override
    public Optional<SessionHead> head(SessionKey session) {
        return read(
                session,
                LogQueries.HEAD,
                parameters -> key(parameters, session),
                results -> head(results.next()));
    }

    @Override
    public List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection) {
        return switch (selection) {
            case FACTS ->
                    read(
                            session,
                            LogQueries.FACTS_AFTER,
                            parameters ->
                                    key(parameters, session).number(after.value()).integer(limit),
                            results -> envelopes(results.next(), session));
            case FACTS_AND_DELTAS ->
                    read(
                            session,
                            LogQueries.RECORDS_AFTER,
                            parameters -> records(parameters, session, after, limit),
                            results -> envelopes(results.next(), session));
        };
    }

    /**
     * A page of all records, and where the stream ended when it was read; one snapshot or later.
     */
    TailPage tail(SessionKey session, Offset after, int limit) {
        return read(
                session,
                LogQueries.HEAD_AND_RECORDS_AFTER,
                parameters -> records(key(parameters, session), session, after, limit),
                results -> {
                    Optional<SessionHead> head = head(results.next());
                    return new TailPage(
                            head.map(SessionHead::offset), envelopes(results.next(), session));
                });
    }

    @Override
    public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
        return read(
                session,
                LogQueries.FACTS_BEFORE,
                parameters -> key(parameters, session).number(before.value()).integer(limit),
                results -> List.copyOf(envelopes(results.next(), session).reversed()));
    }

    @Override
    public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
        return read(
                session,
                LogQueries.FACTS_BETWEEN,
                parameters -> key(parameters, session).number(from.value()).number(to.value()),
                results -> envelopes(results.next(), session));
    }

    /** Versions have no gap and times do not fall, so the place is found by halving. */
    @Override
    public Offset lastFactAt(SessionKey session, Instant time) {
        long low = 0;
        long high = head(session).map(head -> head.version().value()).orElse(0L);
        Offset found = Offset.START;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            Optional<Offset> offset = offsetIfNotAfter(session, middle, time);
            if (offset.isPresent()) {
                low = middle;
                found = offset.get();
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    private Optional<Offset> offsetIfNotAfter(SessionKey session, long version, Instant time) {
        return read(
                session,
                LogQueries.FACT_AT,
                parameters -> key(parameters, session).number(version),
                results -> {
                    ResultSet row = results.next();
                    return row.next() && !Instant.ofEpochMilli(row.getLong(2)).isAfter(time)
                            ? Optional.of(new Offset(row.getLong(1)))
                            : Optional.empty();
                });
    }

    private <T> T read(
            SessionKey session,
            TenantQuery query,
            TenantReads.Binding binding,
            TenantReads.Reading<T> reading) {
        try {
            return reads.read(session.organisation(), query, binding, reading);
        } catch (SQLException e) {
            throw new LogUnavailable("The log cannot be read", e);
        }
    }

    private static Bindings key(Bindings parameters, SessionKey session) throws SQLException {
        return parameters.id(session.id().value()).id(session.organisation().value());
    }

    private static void records(Bindings parameters, SessionKey session, Offset after, int limit)
            throws SQLException {
        key(parameters, session).number(after.value()).integer(limit);
        key(parameters, session).number(after.value());
        key(parameters, session).number(after.value()).integer(limit).integer(limit);
    }

    private static Optional<SessionHead> head(ResultSet row) throws SQLException {
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

    private List<Envelope> envelopes(ResultSet row, SessionKey session) throws SQLException {
        List<Envelope> envelopes = new ArrayList<>();
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
                            decoded(session, row.getLong(1), stored)));
        }
        return envelopes;
    }

    /** Whatever the codec throws at a record, it is that record which cannot be read. */
    @SuppressWarnings("IllegalCatch")
    private Entry decoded(SessionKey session, long offset, StoredEntry stored) {
        try {
            return codec.decode(stored);
        } catch (RuntimeException unknown) {
            String why = unknown.getMessage();
            throw new RecordUnreadable(
                    session,
                    new Offset(offset),
                    why == null ? "its content is not what its kind holds" : why,
                    unknown);
        }
    }
}
