package dev.perdure.persistence.store;

import dev.perdure.agent.AgentId;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.MemoryStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.session.SessionId;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.turn.TurnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * What agents remember, on PostgreSQL. The database indexes the words and does not make them, so
 * that every store finds the same.
 */
public final class PostgresMemoryStore implements MemoryStore {

    /** Of two that add to one scope at once the second sees what the first added. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(1346720327, hashtext(:id))";

    private static final String IN_SCOPE =
            " where organisation = :organisation and kind = :kind and owner = :owner ";

    private static final String SELECT =
            "select organisation, kind, owner, name, text, version, session, turn, idem_key, created_at,"
                    + " updated_at from perdure.memory_entry"
                    + IN_SCOPE;

    private static final String WITH_WORDS = "and words && string_to_array(:words, ' ') ";

    /** Words hold no blanks. */
    private static final String RANKED =
            """
            order by (select count(*) from unnest(words) w where w = any (string_to_array(:words, ' '))) desc,
                updated_at desc, name
            limit :limit
            """;

    private static final String COUNT = "select count(*) from perdure.memory_entry" + IN_SCOPE;

    private static final String INSERT =
            """
            insert into perdure.memory_entry (organisation, kind, owner, name, text, words, version, session, turn,
                idem_key, created_at, updated_at)
            values (:organisation, :kind, :owner, :name, :text, string_to_array(:words, ' '), :version,
                cast(:session as uuid), cast(:turn as uuid), :key, :created, :updated)
            on conflict (organisation, kind, owner, name) do nothing
            """;

    private static final String REPLACE =
            """
            update perdure.memory_entry
            set text = :text, words = string_to_array(:words, ' '), version = :version,
                session = cast(:session as uuid), turn = cast(:turn as uuid), idem_key = :key, updated_at = :updated
            """
                    + IN_SCOPE
                    + "and name = :name and version = :seen";

    private static final String REMOVE =
            "delete from perdure.memory_entry" + IN_SCOPE + "and name = :name";

    private final TenantTransactions transactions;

    public PostgresMemoryStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
    }

    @Override
    public Optional<MemoryEntry> find(MemoryScope scope, String name) {
        return read(
                scope,
                handle ->
                        of(handle.createQuery(SELECT + "and name = :name"), scope)
                                .bind("name", name)
                                .map((row, context) -> entry(row))
                                .findFirst());
    }

    @Override
    public List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit) {
        String condition = words.isEmpty() ? "" : WITH_WORDS;
        return read(
                scope,
                handle ->
                        of(handle.createQuery(SELECT + condition + RANKED), scope)
                                .bind("words", String.join(" ", words))
                                .bind("limit", limit)
                                .map((row, context) -> entry(row))
                                .list());
    }

    @Override
    public MemoryWrite insert(MemoryEntry entry, int max) {
        return done(entry.scope(), handle -> inserted(handle, entry, max));
    }

    private static MemoryWrite inserted(Handle handle, MemoryEntry entry, int max) {
        MemoryScope scope = entry.scope();
        handle.createQuery(ONE_AT_A_TIME)
                .bind("id", owner(scope).toString())
                .mapTo(String.class)
                .one();
        boolean taken =
                of(handle.createQuery(SELECT + "and name = :name"), scope)
                        .bind("name", entry.name())
                        .map((row, context) -> entry(row))
                        .findFirst()
                        .isPresent();
        if (taken) {
            return MemoryWrite.NAME_TAKEN;
        }
        if (of(handle.createQuery(COUNT), scope).mapTo(Long.class).one() >= max) {
            return MemoryWrite.TOO_MANY;
        }
        Update insert =
                bound(handle.createUpdate(INSERT), entry)
                        .bind("created", Nanos.of(entry.createdAt()));
        return insert.execute() > 0 ? MemoryWrite.STORED : MemoryWrite.NAME_TAKEN;
    }

    @Override
    public MemoryWrite replace(MemoryEntry entry, int seen) {
        return done(
                entry.scope(),
                handle ->
                        bound(handle.createUpdate(REPLACE), entry).bind("seen", seen).execute() > 0
                                ? MemoryWrite.STORED
                                : MemoryWrite.VERSION_CONFLICT);
    }

    @Override
    public boolean remove(MemoryScope scope, String name) {
        return done(
                scope,
                handle -> of(handle.createUpdate(REMOVE), scope).bind("name", name).execute() > 0);
    }

    private static Update bound(Update update, MemoryEntry entry) {
        FileOrigin origin = entry.origin();
        return of(update, entry.scope())
                .bind("name", entry.name())
                .bind("text", entry.text())
                .bind("words", String.join(" ", entry.words()))
                .bind("version", entry.version())
                .bind("session", origin.session() == null ? null : origin.session().value())
                .bind("turn", origin.turn() == null ? null : origin.turn().value())
                .bind("key", origin.key() == null ? null : origin.key().value())
                .bind("updated", Nanos.of(entry.updatedAt()));
    }

    private static <T extends SqlStatement<T>> T of(T statement, MemoryScope scope) {
        return statement
                .bind("organisation", scope.organisation().value())
                .bind("kind", scope.agent() == null ? 0 : 1)
                .bind("owner", owner(scope));
    }

    private static UUID owner(MemoryScope scope) {
        @Nullable AgentId agent = scope.agent();
        return agent == null ? scope.organisation().value() : agent.value();
    }

    private static MemoryEntry entry(ResultSet row) throws SQLException {
        UUID session = row.getObject(7, UUID.class);
        UUID turn = row.getObject(8, UUID.class);
        String key = row.getString(9);
        return new MemoryEntry(
                new MemoryScope(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        row.getInt(2) == 0 ? null : new AgentId(row.getObject(3, UUID.class))),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                new FileOrigin(
                        session == null ? null : new SessionId(session),
                        turn == null ? null : new TurnId(turn),
                        key == null ? null : new IdempotencyKey(key)),
                Nanos.read(row.getLong(10)),
                Nanos.read(row.getLong(11)));
    }

    private <T> T done(MemoryScope scope, HandleCallback<T, RuntimeException> work) {
        try {
            return transactions.call(scope.organisation(), work);
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    private <T> T read(MemoryScope scope, HandleCallback<T, SQLException> work) {
        try {
            return transactions.read(scope.organisation(), work);
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The memories cannot be reached", cause);
    }
}
