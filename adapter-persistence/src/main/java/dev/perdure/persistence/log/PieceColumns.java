package dev.perdure.persistence.log;

import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.persistence.codec.StoredEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a flush of {@linkplain FlushShape#pieces() pieces}: one element for each, by the
 * ids of their sessions as the server orders them, which is the order their sessions are locked in.
 */
final class PieceColumns {

    private final int[] ordinals;
    private final UUID[] sessions;
    private final UUID[] organisations;
    private final Long[] epochs;
    private final Integer[] kinds;
    private final @Nullable UUID[] turns;
    private final byte[][] payloads;
    private final List<String> types = new ArrayList<>();
    private final List<Integer> typeVersions = new ArrayList<>();

    private PieceColumns(int size) {
        ordinals = new int[size];
        sessions = new UUID[size];
        organisations = new UUID[size];
        epochs = new Long[size];
        kinds = new Integer[size];
        turns = new UUID[size];
        payloads = new byte[size][];
    }

    static PieceColumns of(List<Pending> flush) {
        PieceColumns columns = new PieceColumns(flush.size());
        Integer[] byId = new Integer[flush.size()];
        Arrays.setAll(byId, Integer::valueOf);
        Arrays.sort(byId, (o, p) -> byBytes(flush.get(o).session(), flush.get(p).session()));
        for (int at = 0; at < byId.length; at++) {
            columns.put(at, byId[at], flush.get(byId[at]));
        }
        return columns;
    }

    /** The order of bytes; that of {@link UUID} takes the halves for signed numbers. */
    private static int byBytes(UUID one, UUID other) {
        int byFirstHalf =
                Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return byFirstHalf != 0
                ? byFirstHalf
                : Long.compareUnsigned(
                        one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private void put(int at, int ordinal, Pending piece) {
        Batch batch = piece.batch();
        if (!(batch.guard() instanceof Guard.Owned owned)) {
            throw new IllegalArgumentException("not a piece of an owner: " + batch.guard());
        }
        StoredEntry stored = piece.stored().getFirst();
        ordinals[at] = ordinal;
        sessions[at] = batch.session().id().value();
        organisations[at] = batch.session().organisation().value();
        epochs[at] = owned.epoch().value();
        kinds[at] = kind(stored);
        turns[at] = stored.turn();
        payloads[at] = stored.payload();
    }

    /** Counted from 1. There are as many kinds as types of pieces, which is few. */
    private int kind(StoredEntry stored) {
        for (int at = 0; at < types.size(); at++) {
            if (types.get(at).equals(stored.type())
                    && typeVersions.get(at) == stored.typeVersion()) {
                return at + 1;
            }
        }
        types.add(stored.type());
        typeVersions.add(stored.typeVersion());
        return types.size();
    }

    /** Which batch of the flush stands at a place, counted from 1. */
    int ordinal(int place) {
        return ordinals[place - 1];
    }

    void bind(Parameters parameters) throws SQLException {
        parameters.uuids(sessions);
        parameters.uuids(organisations);
        parameters.array("int8", epochs);
        parameters.array("int4", kinds);
        parameters.uuids(turns);
        parameters.array("bytea", payloads);
        parameters.array("text", types.toArray(new String[0]));
        parameters.array("int4", typeVersions.toArray(new Integer[0]));
    }
}
