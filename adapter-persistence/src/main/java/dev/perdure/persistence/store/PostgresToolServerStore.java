package dev.perdure.persistence.store;

import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.persistence.codec.ToolServerCodec;
import dev.perdure.persistence.database.Results;
import dev.perdure.persistence.database.SqlStates;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.provider.SealedSecret;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Servers of tools on PostgreSQL. */
public final class PostgresToolServerStore implements ToolServerStore {

    private static final String SELECT =
            """
            select id, organisation, name, version, settings, master_key, wrapped_key, sealed_headers, created_at, updated_at
            from perdure.tool_server
            """;

    private static final TenantQuery FIND =
            TenantQuery.of(SELECT + "where organisation = ? and id = ?");

    private static final TenantQuery NAMED =
            TenantQuery.of(SELECT + "where organisation = ? and name = ?");

    private static final TenantQuery LIST =
            TenantQuery.of(SELECT + "where organisation = ? order by created_at, place");

    private static final String INSERT =
            """
            insert into perdure.tool_server (id, organisation, name, version, settings, master_key, wrapped_key,
                sealed_headers, created_at, updated_at)
            values (:id, :organisation, :name, :version, :settings, :master_key, :wrapped_key, :sealed_headers, :created,
                :updated)
            """;

    private static final String REPLACE =
            """
            update perdure.tool_server
            set version = :version, settings = :settings, master_key = :master_key, wrapped_key = :wrapped_key,
                sealed_headers = :sealed_headers, updated_at = :updated
            where id = :id and organisation = :organisation and version = :seen
            """;

    private static final String REMOVE =
            "delete from perdure.tool_server where id = :id and organisation = :organisation";

    private static final String NAME_CONSTRAINT = "tool_server_name";

    private final TenantTransactions transactions;
    private final TenantReads reads;

    public PostgresToolServerStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
        this.reads = new TenantReads(pool);
    }

    @Override
    public Optional<ToolServer> find(OrganisationId organisation, ToolServerId id) {
        return reading(
                        organisation,
                        FIND,
                        parameters -> parameters.id(organisation.value()).id(id.value()))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<ToolServer> named(OrganisationId organisation, String name) {
        return reading(
                        organisation,
                        NAMED,
                        parameters -> parameters.id(organisation.value()).text(name))
                .stream()
                .findFirst();
    }

    @Override
    public List<ToolServer> list(OrganisationId organisation) {
        return reading(organisation, LIST, parameters -> parameters.id(organisation.value()));
    }

    @Override
    public ToolServerWrite insert(ToolServer server) {
        return writing(
                server.organisation(),
                handle -> {
                    bound(handle.createUpdate(INSERT), server)
                            .bind("name", server.name())
                            .bind("created", Nanos.of(server.createdAt()))
                            .execute();
                    return ToolServerWrite.STORED;
                });
    }

    @Override
    public ToolServerWrite replace(ToolServer server, int seen) {
        return writing(
                server.organisation(),
                handle ->
                        bound(handle.createUpdate(REPLACE), server).bind("seen", seen).execute()
                                        == 0
                                ? ToolServerWrite.VERSION_CONFLICT
                                : ToolServerWrite.STORED);
    }

    @Override
    public boolean remove(OrganisationId organisation, ToolServerId id) {
        try {
            return transactions.<Boolean, SQLException>call(
                    organisation,
                    handle ->
                            handle.createUpdate(REMOVE)
                                            .bind("id", id.value())
                                            .bind("organisation", organisation.value())
                                            .execute()
                                    > 0);
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    private static Update bound(Update update, ToolServer server) {
        SealedSecret headers = server.settings().headers();
        return update.bind("id", server.id().value())
                .bind("organisation", server.organisation().value())
                .bind("version", server.version())
                .bind("settings", ToolServerCodec.encode(server.settings()))
                .bind("master_key", headers == null ? null : headers.masterKey())
                .bind("wrapped_key", headers == null ? null : headers.wrappedKey())
                .bind("sealed_headers", headers == null ? null : headers.sealed())
                .bind("updated", Nanos.of(server.updatedAt()));
    }

    private static List<ToolServer> servers(Results results) throws SQLException {
        List<ToolServer> servers = new ArrayList<>();
        ResultSet row = results.next();
        while (row.next()) {
            servers.add(
                    new ToolServer(
                            new ToolServerId(row.getObject(1, UUID.class)),
                            new OrganisationId(row.getObject(2, UUID.class)),
                            row.getString(3),
                            row.getInt(4),
                            ToolServerCodec.decode(row.getBytes(5), key(row)),
                            Nanos.read(row.getLong(9)),
                            Nanos.read(row.getLong(10))));
        }
        return servers;
    }

    private static @Nullable SealedSecret key(ResultSet row) throws SQLException {
        String masterKey = row.getString(6);
        return masterKey == null
                ? null
                : new SealedSecret(masterKey, row.getString(7), row.getString(8));
    }

    private List<ToolServer> reading(
            OrganisationId organisation, TenantQuery query, TenantReads.Binding binding) {
        try {
            return reads.read(organisation, query, binding, PostgresToolServerStore::servers);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private ToolServerWrite writing(
            OrganisationId organisation, HandleCallback<ToolServerWrite, SQLException> write) {
        try {
            return transactions.call(organisation, write);
        } catch (JdbiException e) {
            if (e.getCause() instanceof PSQLException refused
                    && SqlStates.isUniqueViolation(refused)
                    && refused.getServerErrorMessage() != null) {
                return NAME_CONSTRAINT.equals(refused.getServerErrorMessage().getConstraint())
                        ? ToolServerWrite.NAME_TAKEN
                        : ToolServerWrite.ID_TAKEN;
            }
            throw unavailable(e);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The servers of tools cannot be reached", cause);
    }
}
