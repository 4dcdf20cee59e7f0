package dev.perdure.persistence.store;

import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.persistence.database.SqlStates;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.tenant.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The workspaces that sessions share, on PostgreSQL. */
public final class PostgresWorkspaceStore implements WorkspaceStore {

    private static final String SELECT =
            """
            select id, organisation, name, description, created_at, updated_at, archived_at
            from perdure.workspace where organisation = :organisation
            """;

    private static final String INSERT =
            """
            insert into perdure.workspace (id, organisation, name, description, created_at, updated_at, archived_at)
            values (:id, :organisation, :name, :description, :created, :updated, :archived)
            """;

    private static final String REPLACE =
            """
            update perdure.workspace
            set name = :name, description = :description, created_at = :created, updated_at = :updated,
                archived_at = :archived
            where id = :id and organisation = :organisation
            """;

    private final TenantTransactions transactions;

    public PostgresWorkspaceStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
    }

    @Override
    public Optional<Workspace> find(OrganisationId organisation, WorkspaceId id) {
        try {
            return transactions.read(
                    organisation,
                    handle ->
                            handle.createQuery(SELECT + "and id = :id")
                                    .bind("organisation", organisation.value())
                                    .bind("id", id.value())
                                    .map((row, context) -> workspace(row))
                                    .findFirst());
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    @Override
    public List<Workspace> list(OrganisationId organisation) {
        try {
            return transactions.read(
                    organisation,
                    handle ->
                            handle.createQuery(SELECT + "order by created_at, place")
                                    .bind("organisation", organisation.value())
                                    .map((row, context) -> workspace(row))
                                    .list());
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    @Override
    public WorkspaceWrite insert(Workspace workspace) {
        return written(INSERT, workspace);
    }

    @Override
    public WorkspaceWrite replace(Workspace workspace) {
        return written(REPLACE, workspace);
    }

    private WorkspaceWrite written(String sql, Workspace workspace) {
        try {
            return transactions.<WorkspaceWrite, SQLException>call(
                    workspace.organisation(),
                    handle ->
                            bound(handle.createUpdate(sql), workspace).execute() == 0
                                    ? WorkspaceWrite.NOT_FOUND
                                    : WorkspaceWrite.STORED);
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException refused
                    && SqlStates.isUniqueViolation(refused)) {
                return WorkspaceWrite.NAME_TAKEN;
            }
            throw unavailable(e);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static Update bound(Update update, Workspace workspace) {
        @Nullable Instant archived = workspace.archivedAt();
        return update.bind("id", workspace.id().value())
                .bind("organisation", workspace.organisation().value())
                .bind("name", workspace.name())
                .bind("description", workspace.description())
                .bind("created", Nanos.of(workspace.createdAt()))
                .bind("updated", Nanos.of(workspace.updatedAt()))
                .bind("archived", archived == null ? null : Nanos.of(archived));
    }

    private static Workspace workspace(ResultSet row) throws SQLException {
        long archived = row.getLong(7);
        @Nullable Instant archivedAt = row.wasNull() ? null : Nanos.read(archived);
        return new Workspace(
                new WorkspaceId(row.getObject(1, UUID.class)),
                new OrganisationId(row.getObject(2, UUID.class)),
                row.getString(3),
                row.getString(4),
                Nanos.read(row.getLong(5)),
                Nanos.read(row.getLong(6)),
                archivedAt);
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The workspaces cannot be reached", cause);
    }
}
