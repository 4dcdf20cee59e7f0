package dev.perdure.persistence.log;

import dev.perdure.engine.work.WorkChange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds out, without waiting, which sessions somebody else holds a lock of. */
final class LockedSessions {

    /** By their heads, or by the turns that batches change. */
    private static final String LOCKED =
            """
            with heads as materialized (
                select id from perdure.session where id = any (?) for no key update skip locked
            ),
            turns as materialized (
                select id from perdure.turn where id = any (?) for no key update skip locked
            )
            select s.id from perdure.session s
            where s.id = any (?) and not exists (select from heads h where h.id = s.id)
            union
            select t.session from perdure.turn t
            where t.id = any (?) and not exists (select from turns x where x.id = t.id)
            """;

    private LockedSessions() {}

    static Set<UUID> among(Connection connection, List<Pending> flush) throws SQLException {
        Array sessions = uuids(connection, flush.stream().map(Pending::session).toList());
        Array turns =
                uuids(
                        connection,
                        flush.stream()
                                .map(pending -> turn(pending.batch().work()))
                                .flatMap(Optional::stream)
                                .toList());
        Set<UUID> locked = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(LOCKED)) {
            statement.setArray(1, sessions);
            statement.setArray(2, turns);
            statement.setArray(3, sessions);
            statement.setArray(4, turns);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    locked.add(row.getObject(1, UUID.class));
                }
            }
        }
        return locked;
    }

    private static Array uuids(Connection connection, List<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    private static Optional<UUID> turn(WorkChange change) {
        return switch (change) {
            case WorkChange.Unchanged ignored -> Optional.empty();
            case WorkChange.Enqueue ignored -> Optional.empty();
            case WorkChange.ParkUntil park -> Optional.of(park.turn().value());
            case WorkChange.ParkForClient park -> Optional.of(park.turn().value());
            case WorkChange.MakeDue due -> Optional.of(due.turn().value());
            case WorkChange.Finish finish -> Optional.of(finish.turn().value());
        };
    }
}
