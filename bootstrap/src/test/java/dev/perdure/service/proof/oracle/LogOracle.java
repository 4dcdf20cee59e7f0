package dev.perdure.service.proof.oracle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Reads a session's log from its tables, as {@code docs/storage-format.md} describes them. Needs a
 * user whom row level security does not bind.
 */
public final class LogOracle {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final String FACTS =
            "select seq, version, type, type_version, turn, step, time, payload"
                    + " from perdure.event where session = ?";
    private static final String DELTAS =
            "select seq, version, type, type_version, turn, null::integer as step, time, payload"
                    + " from perdure.delta where session = ?";
    private static final String HEAD =
            "select head_offset, version from perdure.session where id = ?";

    private LogOracle() {}

    /** The log of a session, whose id may be spelt as on the wire. */
    public static SessionLog read(Connection database, String session) throws SQLException {
        UUID id = uuid(session);
        List<StoredRecord> records = new ArrayList<>();
        records.addAll(rows(database, FACTS, id, true));
        records.addAll(rows(database, DELTAS, id, false));
        records.sort(Comparator.comparingLong(StoredRecord::seq));
        try (PreparedStatement statement = database.prepareStatement(HEAD)) {
            statement.setObject(1, id);
            try (ResultSet head = statement.executeQuery()) {
                if (!head.next()) {
                    throw new AssertionError("There is no session " + id);
                }
                return new SessionLog(
                        id, records, head.getLong("head_offset"), head.getLong("version"));
            }
        }
    }

    private static List<StoredRecord> rows(
            Connection database, String query, UUID session, boolean facts) throws SQLException {
        List<StoredRecord> records = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(query)) {
            statement.setObject(1, session);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    records.add(record(row, facts));
                }
            }
        }
        return records;
    }

    private static StoredRecord record(ResultSet row, boolean fact) throws SQLException {
        if (row.getInt("type_version") != 1) {
            throw new AssertionError("This oracle reads version 1 of " + row.getString("type"));
        }
        return new StoredRecord(
                fact,
                row.getLong("seq"),
                row.getLong("version"),
                row.getString("type"),
                row.getObject("turn", UUID.class),
                row.getObject("step", Integer.class),
                row.getLong("time"),
                json(new String(row.getBytes("payload"), StandardCharsets.UTF_8)));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    /** Reads an id: a dashed UUID, or a prefix and 32 hex digits. */
    static UUID uuid(String id) {
        String hex = id.substring(id.indexOf('_') + 1).replace("-", "");
        return new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16),
                Long.parseUnsignedLong(hex.substring(16), 16));
    }
}
