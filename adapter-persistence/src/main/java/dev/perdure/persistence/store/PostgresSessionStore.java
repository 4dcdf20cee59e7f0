package dev.perdure.persistence.store;

import dev.perdure.agent.AgentId;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.Spent;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.event.StreamVersion;
import dev.perdure.persistence.codec.SettingsCodec;
import dev.perdure.persistence.codec.StatusNumber;
import dev.perdure.persistence.database.SearchText;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.session.Session;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Sessions on PostgreSQL, as lists show them: what they were opened with, and the head of their
 * log.
 */
public final class PostgresSessionStore implements SessionStore {

    private static final String SELECT =
            """
            select e.organisation, e.id, e.settings, s.status, e.created_at, s.last_time
            from perdure.session_entry e join perdure.session s on s.id = e.id
            """;

    private static final TenantQuery FIND =
            TenantQuery.of(SELECT + "where e.id = ? and e.organisation = ?");

    private static final String MATCHING =
            """
            where e.organisation = :organisation and (:agent::uuid is null or e.agent = :agent::uuid)
                and position(:search in e.title) > 0
            """;

    private static final String PAGE = "order by e.place desc offset :offset limit :limit";

    private static final String LIST = SELECT + MATCHING + PAGE;

    private static final String COUNT = "select count(*) from perdure.session_entry e " + MATCHING;

    /** Begins with the turns at rest, of which there are few, and not with the sessions. */
    private static final String WAITING =
            """
            and s.status = 2 and e.id in (
                select t.session from perdure.turn t
                where t.organisation = :organisation and t.state = 3)
            """;

    private static final String LIST_WAITING = SELECT + MATCHING + WAITING + PAGE;

    private static final String COUNT_WAITING =
            """
            select count(*) from perdure.session_entry e join perdure.session s on s.id = e.id
            """
                    + MATCHING
                    + WAITING;

    private static final String DELIVERED =
            "select version from perdure.delivery where session = :id and organisation = :organisation";

    /** In the order of the ids, as every node does it: two of them do not wait for each other. */
    private static final String MARK_DELIVERED =
            """
            insert into perdure.delivery as d (session, organisation, version)
            select s.id, s.organisation, m.version
            from unnest(:sessions::uuid[], :versions::bigint[]) m (session, version)
                join perdure.session s on s.id = m.session and s.organisation = :organisation
            order by s.id
            on conflict (session) do update set version = excluded.version
                where d.version < excluded.version
            """;

    private final TenantTransactions transactions;
    private final TenantReads reads;
    private final SpentReader spent = new SpentReader();
    private final Removals removals;
    private final Consumer<SessionKey> removed;

    /**
     * @param removed told when a session is gone for all writers
     */
    public PostgresSessionStore(DataSource pool, Removals removals, Consumer<SessionKey> removed) {
        this.transactions = new TenantTransactions(pool);
        this.reads = new TenantReads(pool);
        this.removals = removals;
        this.removed = removed;
    }

    @Override
    public Optional<Session> find(SessionKey session) {
        try {
            return reads.read(
                    session.organisation(),
                    FIND,
                    parameters ->
                            parameters.id(session.id().value()).id(session.organisation().value()),
                    results -> {
                        ResultSet row = results.next();
                        return row.next() ? Optional.of(session(row)) : Optional.empty();
                    });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Page<Session> list(OrganisationId organisation, SessionQuery query) {
        String search = SearchText.of(query.search());
        UUID agent = id(query.agent());
        return reading(
                organisation,
                handle -> {
                    List<Session> sessions =
                            handle.createQuery(query.waiting() ? LIST_WAITING : LIST)
                                    .bind("organisation", organisation.value())
                                    .bind("agent", agent)
                                    .bind("search", search)
                                    .bind("offset", query.window().offset())
                                    .bind("limit", query.window().limit())
                                    .map((row, context) -> session(row))
                                    .list();
                    long total =
                            handle.createQuery(query.waiting() ? COUNT_WAITING : COUNT)
                                    .bind("organisation", organisation.value())
                                    .bind("agent", agent)
                                    .bind("search", search)
                                    .mapTo(Long.class)
                                    .one();
                    return new Page<>(sessions, total);
                });
    }

    @Override
    public List<Spent> spent(OrganisationId organisation, Spent.Query query) {
        return reading(organisation, handle -> spent.spent(handle, organisation, query));
    }

    @Override
    public boolean remove(SessionKey session) {
        boolean existed;
        try {
            existed = removals.begin(session);
        } catch (JdbiException e) {
            throw unavailable(e);
        }
        if (existed) {
            removed.accept(session);
            removals.finish(session);
        }
        return existed;
    }

    @Override
    public StreamVersion delivered(SessionKey session) {
        return reading(
                        session.organisation(),
                        handle ->
                                handle.createQuery(DELIVERED)
                                        .bind("id", session.id().value())
                                        .bind("organisation", session.organisation().value())
                                        .mapTo(Long.class)
                                        .findOne())
                .map(StreamVersion::new)
                .orElse(StreamVersion.NONE);
    }

    @Override
    public void markDelivered(Map<SessionKey, StreamVersion> marks) {
        Map<OrganisationId, List<Map.Entry<SessionKey, StreamVersion>>> owners =
                marks.entrySet().stream()
                        .collect(Collectors.groupingBy(mark -> mark.getKey().organisation()));
        try {
            owners.forEach((organisation, owned) ->
                    transactions.call(organisation, handle -> mark(handle, organisation, owned)));
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    private static int mark(
            Handle handle,
            OrganisationId organisation,
            List<Map.Entry<SessionKey, StreamVersion>> marks) {
        List<UUID> sessions = marks.stream().map(mark -> mark.getKey().id().value()).toList();
        List<Long> versions = marks.stream().map(mark -> mark.getValue().value()).toList();
        return handle.createUpdate(MARK_DELIVERED)
                .bindArray("sessions", UUID.class, sessions)
                .bindArray("versions", Long.class, versions)
                .bind("organisation", organisation.value())
                .execute();
    }

    private static @Nullable UUID id(@Nullable AgentId agent) {
        return agent == null ? null : agent.value();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                new SessionKey(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new SessionId(row.getObject(2, UUID.class))),
                SettingsCodec.decodeSession(row.getBytes(3)),
                StatusNumber.read(row.getInt(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)));
    }

    private <T> T reading(OrganisationId organisation, HandleCallback<T, SQLException> read) {
        try {
            return transactions.read(organisation, read);
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The sessions cannot be reached", cause);
    }
}
