package dev.perdure.persistence.store;

import dev.perdure.engine.store.Spent;
import dev.perdure.event.Entry;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.Usage;
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.persistence.codec.StoredEntry;
import dev.perdure.tenant.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Sums up what calls of models came to, from the facts that an index picks out of the log. */
final class SpentReader {

    private static final int ROWS_AT_A_TIME = 1_000;

    private static final EntryCodec CODEC = EntryCodec.current();

    private static final String OF_TURNS = sql(TurnEvent.SessionIdled.class);
    private static final String OF_ANSWERS = sql(StepEvent.GenerationRecorded.class);

    /** The name stands in the statement, so that the index is known to hold what it asks for. */
    private static String sql(Class<? extends Entry> kind) {
        return """
        select e.session, s.agent, e.type, e.type_version, e.turn, e.step, e.payload
        from perdure.event e join perdure.session_entry s on s.id = e.session
        where e.organisation = :organisation and e.time >= :from and e.time < :to and e.type = '\
        """
                + CODEC.name(kind)
                + "'";
    }

    List<Spent> spent(Handle handle, OrganisationId organisation, Spent.Query query) {
        Map<String, Usage> sums = new TreeMap<>();
        handle.createQuery(query.by() == Spent.By.MODEL ? OF_ANSWERS : OF_TURNS)
                .setFetchSize(ROWS_AT_A_TIME)
                .bind("organisation", organisation.value())
                .bind("from", query.from().toEpochMilli())
                .bind("to", query.to().toEpochMilli())
                .map((row, context) -> one(row, organisation, query.by()))
                .forEach(one -> sums.merge(one.of(), one.usage(), Usage::plus));
        return sums.entrySet().stream()
                .map(sum -> new Spent(sum.getKey(), sum.getValue()))
                .toList();
    }

    private Spent one(ResultSet row, OrganisationId organisation, Spent.By by) throws SQLException {
        Entry entry =
                CODEC.decode(
                        new StoredEntry(
                                row.getString(3),
                                row.getInt(4),
                                row.getObject(5, UUID.class),
                                row.getObject(6, Integer.class),
                                row.getBytes(7)));
        if (entry instanceof StepEvent.GenerationRecorded call) {
            return new Spent(call.model().name(), call.usage());
        }
        Usage usage = ((TurnEvent.SessionIdled) entry).usage();
        return switch (by) {
            case SESSION -> new Spent(row.getString(1), usage);
            case AGENT -> new Spent(row.getString(2) == null ? "" : row.getString(2), usage);
            case ORGANISATION -> new Spent(organisation.value().toString(), usage);
            case MODEL -> throw new IllegalStateException("no fact of a model: " + entry);
        };
    }
}
