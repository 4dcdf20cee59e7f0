package dev.perdure.persistence.log;

import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.persistence.codec.StoredEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The arrays of a flush of {@linkplain FlushShape#pieces() pieces}: one element for each. */
final class PieceColumns {

    private final Integer[] ordinals;
    private final UUID[] sessions;
    private final UUID[] organisations;
    private final Long[] epochs;
    private final String[] types;
    private final Integer[] typeVersions;
    private final @Nullable UUID[] turns;
    private final byte[][] payloads;

    private PieceColumns(int size) {
        ordinals = new Integer[size];
        sessions = new UUID[size];
        organisations = new UUID[size];
        epochs = new Long[size];
        types = new String[size];
        typeVersions = new Integer[size];
        turns = new UUID[size];
        payloads = new byte[size][];
    }

    static PieceColumns of(List<Pending> flush) {
        PieceColumns columns = new PieceColumns(flush.size());
        for (int o = 0; o < flush.size(); o++) {
            Batch batch = flush.get(o).batch();
            if (!(batch.guard() instanceof Guard.Owned owned)) {
                throw new IllegalArgumentException("not a piece of an owner: " + batch.guard());
            }
            StoredEntry stored = flush.get(o).stored().getFirst();
            columns.ordinals[o] = o;
            columns.sessions[o] = batch.session().id().value();
            columns.organisations[o] = batch.session().organisation().value();
            columns.epochs[o] = owned.epoch().value();
            columns.types[o] = stored.type();
            columns.typeVersions[o] = stored.typeVersion();
            columns.turns[o] = stored.turn();
            columns.payloads[o] = stored.payload();
        }
        return columns;
    }

    void bind(Parameters parameters) throws SQLException {
        parameters.array("int4", ordinals);
        parameters.uuids(sessions);
        parameters.uuids(organisations);
        parameters.array("int8", epochs);
        parameters.array("text", types);
        parameters.array("int4", typeVersions);
        parameters.uuids(turns);
        parameters.array("bytea", payloads);
    }
}
