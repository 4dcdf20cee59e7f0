package dev.perdure.persistence.store;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.AgentVersion;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.persistence.codec.SettingsCodec;
import dev.perdure.persistence.database.SearchText;
import dev.perdure.persistence.database.SqlStates;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.tenant.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;

/** Agents on PostgreSQL. */
public final class PostgresAgentStore implements AgentStore {

    private static final String SELECT =
            """
            select a.id, a.organisation, a.slug, a.version, v.settings, a.active, a.created_at, a.updated_at
            from perdure.agent a join perdure.agent_version v on v.agent = a.id and v.version = a.version
            """;

    private static final TenantQuery FIND =
            TenantQuery.of(SELECT + "where a.id = ? and a.organisation = ?");

    private static final TenantQuery FIND_ACTIVE =
            TenantQuery.of(SELECT + "where a.slug = ? and a.organisation = ? and a.active");

    private static final String MATCHING =
            """
            where a.organisation = :organisation and (a.active or :archived)
                and position(:search in a.search) > 0
            """;

    private static final String LIST =
            SELECT
                    + MATCHING
                    + "order by a.created_at desc, a.place desc offset :offset limit :limit";

    private static final String COUNT = "select count(*) from perdure.agent a " + MATCHING;

    private static final TenantQuery SETTINGS =
            TenantQuery.of(
                    """
                    select settings from perdure.agent_version
                    where agent = ? and version = ? and organisation = ?
                    """);

    private static final String INSERT =
            """
            insert into perdure.agent (id, organisation, slug, version, active, search, created_at, updated_at)
            values (:id, :organisation, :slug, :version, :active, :search, :created, :updated)
            """;

    private static final String INSERT_VERSION =
            """
            insert into perdure.agent_version (agent, version, organisation, settings)
            values (:id, :version, :organisation, :settings)
            on conflict (agent, version) do nothing
            """;

    private static final String REPLACE =
            """
            update perdure.agent
            set slug = :slug, version = :version, active = :active, search = :search, updated_at = :updated
            where id = :id and organisation = :organisation and version = :seen
            """;

    private static final String SLUG_CONSTRAINT = "agent_active_slug";

    /** Of the settings of agents, in their stored form. */
    private static final long KNOWN_BYTES_MAX = 8L << 20;

    private final TenantTransactions transactions;
    private final TenantReads reads;
    private final KnownSettings known = new KnownSettings(KNOWN_BYTES_MAX);

    public PostgresAgentStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
        this.reads = new TenantReads(pool);
    }

    @Override
    public Optional<Agent> find(OrganisationId organisation, AgentId id) {
        return reading(
                organisation,
                FIND,
                parameters -> parameters.id(id.value()).id(organisation.value()),
                this::agent);
    }

    @Override
    public Optional<Agent> findActive(OrganisationId organisation, String slug) {
        return reading(
                organisation,
                FIND_ACTIVE,
                parameters -> parameters.text(slug).id(organisation.value()),
                this::agent);
    }

    @Override
    public Optional<AgentSettings> settings(
            OrganisationId organisation, AgentId id, AgentVersion version) {
        KnownSettings.Key key = new KnownSettings.Key(organisation, id, version);
        Optional<AgentSettings> settings = known.find(key);
        return settings.isPresent() ? settings : readSettings(key);
    }

    private Optional<AgentSettings> readSettings(KnownSettings.Key key) {
        return reading(
                key.organisation(),
                SETTINGS,
                parameters ->
                        parameters
                                .id(key.agent().value())
                                .integer(key.version().number())
                                .id(key.organisation().value()),
                row -> known.read(key, row.getBytes(1)));
    }

    @Override
    public Page<Agent> list(OrganisationId organisation, AgentQuery query) {
        String search = SearchText.of(query.search());
        return reading(
                organisation,
                handle -> {
                    List<Agent> agents =
                            handle.createQuery(LIST)
                                    .bind("organisation", organisation.value())
                                    .bind("archived", query.includeArchived())
                                    .bind("search", search)
                                    .bind("offset", query.window().offset())
                                    .bind("limit", query.window().limit())
                                    .map((row, context) -> agent(row))
                                    .list();
                    long total =
                            handle.createQuery(COUNT)
                                    .bind("organisation", organisation.value())
                                    .bind("archived", query.includeArchived())
                                    .bind("search", search)
                                    .mapTo(Long.class)
                                    .one();
                    return new Page<>(agents, total);
                });
    }

    @Override
    public AgentWrite insert(Agent agent) {
        return writing(
                agent,
                handle -> {
                    handle.createUpdate(INSERT)
                            .bind("id", agent.id().value())
                            .bind("organisation", agent.organisation().value())
                            .bind("slug", agent.slug())
                            .bind("version", agent.version().number())
                            .bind("active", agent.status() == AgentStatus.ACTIVE)
                            .bind("search", searchText(agent))
                            .bind("created", Nanos.of(agent.createdAt()))
                            .bind("updated", Nanos.of(agent.updatedAt()))
                            .execute();
                    insertVersion(handle, agent);
                    return AgentWrite.STORED;
                });
    }

    @Override
    public AgentWrite replace(Agent agent, AgentVersion seen) {
        return writing(
                agent,
                handle -> {
                    int replaced =
                            handle.createUpdate(REPLACE)
                                    .bind("id", agent.id().value())
                                    .bind("organisation", agent.organisation().value())
                                    .bind("slug", agent.slug())
                                    .bind("version", agent.version().number())
                                    .bind("active", agent.status() == AgentStatus.ACTIVE)
                                    .bind("search", searchText(agent))
                                    .bind("updated", Nanos.of(agent.updatedAt()))
                                    .bind("seen", seen.number())
                                    .execute();
                    if (replaced == 0) {
                        return AgentWrite.VERSION_CONFLICT;
                    }
                    insertVersion(handle, agent);
                    return AgentWrite.STORED;
                });
    }

    private static void insertVersion(Handle handle, Agent agent) {
        handle.createUpdate(INSERT_VERSION)
                .bind("id", agent.id().value())
                .bind("version", agent.version().number())
                .bind("organisation", agent.organisation().value())
                .bind("settings", SettingsCodec.encode(agent.settings()))
                .execute();
    }

    private static String searchText(Agent agent) {
        // The separator is one that nobody searches for, so that nothing matches across two fields.
        return SearchText.of(
                String.join(
                        "\u001F",
                        agent.slug(),
                        agent.settings().name(),
                        agent.settings().description()));
    }

    private Agent agent(ResultSet row) throws SQLException {
        AgentId id = new AgentId(row.getObject(1, UUID.class));
        OrganisationId organisation = new OrganisationId(row.getObject(2, UUID.class));
        AgentVersion version = new AgentVersion(row.getInt(4));
        return new Agent(
                id,
                organisation,
                row.getString(3),
                version,
                known.read(new KnownSettings.Key(organisation, id, version), row.getBytes(5)),
                row.getBoolean(6) ? AgentStatus.ACTIVE : AgentStatus.ARCHIVED,
                Nanos.read(row.getLong(7)),
                Nanos.read(row.getLong(8)));
    }

    private AgentWrite writing(Agent agent, HandleCallback<AgentWrite, SQLException> write) {
        try {
            return transactions.call(agent.organisation(), write);
        } catch (JdbiException e) {
            if (e.getCause() instanceof PSQLException refused
                    && SqlStates.isUniqueViolation(refused)
                    && refused.getServerErrorMessage() != null) {
                return SLUG_CONSTRAINT.equals(refused.getServerErrorMessage().getConstraint())
                        ? AgentWrite.SLUG_TAKEN
                        : AgentWrite.ID_TAKEN;
            }
            throw unavailable(e);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> Optional<T> reading(
            OrganisationId organisation,
            TenantQuery query,
            TenantReads.Binding binding,
            Row<T> row) {
        try {
            return reads.read(
                    organisation,
                    query,
                    binding,
                    results -> {
                        ResultSet found = results.next();
                        return found.next() ? Optional.of(row.of(found)) : Optional.empty();
                    });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private <T> T reading(OrganisationId organisation, HandleCallback<T, SQLException> read) {
        try {
            return transactions.read(organisation, read);
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The agents cannot be reached", cause);
    }
}
