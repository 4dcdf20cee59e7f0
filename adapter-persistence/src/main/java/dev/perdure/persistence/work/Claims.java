package dev.perdure.persistence.work;

import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.persistence.database.EngineConnection;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes due turns, and does not lose the ones it took when the answer was lost on the way: a turn
 * that a living node owns and nobody runs would rest for ever. Not thread-safe, except {@link
 * #unheard}.
 */
final class Claims {

    /**
     * How long what was lost is looked for: a server process that has not noticed the end of its
     * connection may still commit, but not for minutes.
     */
    private static final Duration LOOKED_FOR = Duration.ofMinutes(10);

    private final EngineConnection connection;

    /** Until when to look for what these calls took, by {@link System#nanoTime}. */
    private final Map<Long, Long> lost = new HashMap<>();

    /** Until when to look for these turns. */
    private final Map<UUID, Long> unheard = new ConcurrentHashMap<>();

    private long number;

    Claims(EngineConnection connection) {
        this.connection = connection;
    }

    /** Takes up to {@code places} turns; what was taken before and not heard of comes first. */
    List<Claim> take(int incarnation, int places) throws SQLException {
        List<Claim> found = found(incarnation, places);
        if (!found.isEmpty()) {
            return found;
        }
        long call = ++number;
        lost.put(call, deadline());
        try (PreparedStatement claim = connection.get().prepareStatement(NodeSql.CLAIM)) {
            claim.setInt(1, incarnation);
            claim.setInt(2, places);
            claim.setInt(3, incarnation);
            claim.setLong(4, call);
            List<Claim> claims = read(claim);
            lost.remove(call);
            return claims;
        }
    }

    private List<Claim> found(int incarnation, int places) throws SQLException {
        if (lost.isEmpty()) {
            return List.of();
        }
        Object[] calls = lost.keySet().toArray();
        long call = ++number;
        lost.put(call, deadline());
        Connection current = connection.get();
        try (PreparedStatement find = current.prepareStatement(NodeSql.FIND_LOST)) {
            find.setInt(1, incarnation);
            find.setArray(2, current.createArrayOf("int8", calls));
            find.setInt(3, places);
            find.setLong(4, call);
            List<Claim> found = read(find);
            lost.remove(call);
            if (found.size() < places) {
                forgetOld(lost);
            }
            return found;
        }
    }

    /** An append asked for the claim of this turn and its outcome is unknown. */
    void unheard(UUID turn) {
        unheard.put(turn, deadline());
    }

    /** Makes due what was claimed unheard. */
    int release(int incarnation) throws SQLException {
        if (unheard.isEmpty()) {
            return 0;
        }
        Connection current = connection.get();
        try (PreparedStatement release = current.prepareStatement(NodeSql.RELEASE_UNHEARD)) {
            release.setArray(1, current.createArrayOf("uuid", unheard.keySet().toArray()));
            release.setInt(2, incarnation);
            int released = release.executeUpdate();
            forgetOld(unheard);
            return released;
        }
    }

    /** Makes the turn of the claim due; false when it is not this node's any more. */
    boolean handOver(int incarnation, Claim claim) throws SQLException {
        try (PreparedStatement release = connection.get().prepareStatement(NodeSql.HAND_OVER)) {
            release.setObject(1, claim.turn().value());
            release.setInt(2, incarnation);
            release.setObject(3, claim.session().organisation().value());
            release.setLong(4, claim.epoch().value());
            return release.executeUpdate() == 1;
        }
    }

    private static long deadline() {
        return System.nanoTime() + LOOKED_FOR.toNanos();
    }

    /** To be called when everything was looked for. */
    private static <K> void forgetOld(Map<K, Long> deadlines) {
        long now = System.nanoTime();
        deadlines.values().removeIf(deadline -> deadline - now <= 0);
    }

    private static List<Claim> read(PreparedStatement statement) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                claims.add(
                        new Claim(
                                new SessionKey(
                                        new OrganisationId(row.getObject(1, UUID.class)),
                                        new SessionId(row.getObject(2, UUID.class))),
                                new TurnId(row.getObject(3, UUID.class)),
                                new Epoch(row.getLong(4)),
                                row.getInt(5)));
            }
        }
        return claims;
    }
}
