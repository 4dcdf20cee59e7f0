package dev.perdure.persistence.store;

import dev.perdure.engine.store.ProviderStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.persistence.codec.ProviderCodec;
import dev.perdure.persistence.database.Results;
import dev.perdure.persistence.database.SqlStates;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.SealedSecret;
import dev.perdure.tenant.OrganisationId;
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

/** Providers on PostgreSQL. */
public final class PostgresProviderStore implements ProviderStore {

    private static final String SELECT =
            """
            select id, organisation, slug, version, settings, master_key, wrapped_key, sealed_key, created_at, updated_at
            from perdure.provider
            """;

    private static final TenantQuery FIND =
            TenantQuery.of(SELECT + "where organisation = ? and id = ?");

    private static final TenantQuery LIST =
            TenantQuery.of(SELECT + "where organisation = ? order by created_at, place");

    private static final String INSERT =
            """
            insert into perdure.provider (id, organisation, slug, version, settings, master_key, wrapped_key,
                sealed_key, created_at, updated_at)
            values (:id, :organisation, :slug, :version, :settings, :master_key, :wrapped_key, :sealed_key, :created,
                :updated)
            """;

    private static final String REPLACE =
            """
            update perdure.provider
            set version = :version, settings = :settings, master_key = :master_key, wrapped_key = :wrapped_key,
                sealed_key = :sealed_key, updated_at = :updated
            where id = :id and organisation = :organisation and version = :seen
            """;

    private static final String REMOVE =
            "delete from perdure.provider where id = :id and organisation = :organisation";

    private static final String SLUG_CONSTRAINT = "provider_slug";

    private final TenantTransactions transactions;
    private final TenantReads reads;

    public PostgresProviderStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
        this.reads = new TenantReads(pool);
    }

    @Override
    public Optional<Provider> find(OrganisationId organisation, ProviderId id) {
        return reading(
                        organisation,
                        FIND,
                        parameters -> parameters.id(organisation.value()).id(id.value()))
                .stream()
                .findFirst();
    }

    @Override
    public List<Provider> list(OrganisationId organisation) {
        return reading(organisation, LIST, parameters -> parameters.id(organisation.value()));
    }

    @Override
    public ProviderWrite insert(Provider provider) {
        return writing(
                provider.organisation(),
                handle -> {
                    bound(handle.createUpdate(INSERT), provider)
                            .bind("slug", provider.slug())
                            .bind("created", Nanos.of(provider.createdAt()))
                            .execute();
                    return ProviderWrite.STORED;
                });
    }

    @Override
    public ProviderWrite replace(Provider provider, int seen) {
        return writing(
                provider.organisation(),
                handle ->
                        bound(handle.createUpdate(REPLACE), provider).bind("seen", seen).execute()
                                        == 0
                                ? ProviderWrite.VERSION_CONFLICT
                                : ProviderWrite.STORED);
    }

    @Override
    public boolean remove(OrganisationId organisation, ProviderId id) {
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

    private static Update bound(Update update, Provider provider) {
        SealedSecret key = provider.settings().key();
        return update.bind("id", provider.id().value())
                .bind("organisation", provider.organisation().value())
                .bind("version", provider.version())
                .bind("settings", ProviderCodec.encode(provider.settings()))
                .bind("master_key", key == null ? null : key.masterKey())
                .bind("wrapped_key", key == null ? null : key.wrappedKey())
                .bind("sealed_key", key == null ? null : key.sealed())
                .bind("updated", Nanos.of(provider.updatedAt()));
    }

    private static List<Provider> providers(Results results) throws SQLException {
        List<Provider> providers = new ArrayList<>();
        ResultSet row = results.next();
        while (row.next()) {
            providers.add(
                    new Provider(
                            new ProviderId(row.getObject(1, UUID.class)),
                            new OrganisationId(row.getObject(2, UUID.class)),
                            row.getString(3),
                            row.getInt(4),
                            ProviderCodec.decode(row.getBytes(5), key(row)),
                            Nanos.read(row.getLong(9)),
                            Nanos.read(row.getLong(10))));
        }
        return providers;
    }

    private static @Nullable SealedSecret key(ResultSet row) throws SQLException {
        String masterKey = row.getString(6);
        return masterKey == null
                ? null
                : new SealedSecret(masterKey, row.getString(7), row.getString(8));
    }

    private List<Provider> reading(
            OrganisationId organisation, TenantQuery query, TenantReads.Binding binding) {
        try {
            return reads.read(organisation, query, binding, PostgresProviderStore::providers);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private ProviderWrite writing(
            OrganisationId organisation, HandleCallback<ProviderWrite, SQLException> write) {
        try {
            return transactions.call(organisation, write);
        } catch (JdbiException e) {
            if (e.getCause() instanceof PSQLException refused
                    && SqlStates.isUniqueViolation(refused)
                    && refused.getServerErrorMessage() != null) {
                return SLUG_CONSTRAINT.equals(refused.getServerErrorMessage().getConstraint())
                        ? ProviderWrite.SLUG_TAKEN
                        : ProviderWrite.ID_TAKEN;
            }
            throw unavailable(e);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The providers cannot be reached", cause);
    }
}
