package dev.perdure.persistence.store;

import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FilePlan;
import dev.perdure.engine.file.FileRefusal;
import dev.perdure.engine.file.FileSpace;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import dev.perdure.tool.IdempotencyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * One write in its transaction. It locks the row of its area before it looks whether the workspace
 * is there: whoever removes a session locks that row after the session is gone, so that either this
 * one finds nothing to write to, or the other one finds what this one wrote.
 */
final class FileTransaction implements FileSpace {

    private static final String LOCK =
            """
            insert into perdure.file_space as s (organisation, workspace, area, revision, entries, bytes)
            values (:organisation, :workspace, :area, 1, 0, 0)
            on conflict (organisation, workspace, area) do update set revision = s.revision + 1
            returning revision, entries, bytes
            """;

    private static final String LAST_FACT =
            """
            select version from perdure.session where id = :workspace and organisation = :organisation
            union all
            select 0 from perdure.workspace
            where id = :workspace and organisation = :organisation and archived_at is null
            """;

    private static final String IN_AREA =
            " from perdure.file_version f"
                    + " where f.organisation = :organisation and f.workspace = :workspace and f.area = :area ";

    private static final String BY_KEY =
            "select " + FileRows.COLUMNS + IN_AREA + "and f.idem_key = :key";

    private static final String CURRENT =
            "select " + FileRows.COLUMNS + IN_AREA + "and f.replaced is null and f.kind <> 2 ";

    private static final String HOLD =
            """
            insert into perdure.file_blob as b (organisation, hash, uses, content)
            values (:organisation, :hash, 1, :content)
            on conflict (organisation, hash) do update set uses = b.uses + 1
            """;

    /** In one order, so that two who use the same contents again cannot wait for each other. */
    private static final String LOCK_CONTENTS =
            """
            select count(*) from (
                select from perdure.file_blob
                where organisation = :organisation and hash in (
                    select f.hash from perdure.file_version f
                    where f.organisation = :organisation and f.workspace = :workspace and f.area = :area
                        and f.replaced is null and f.hash is not null and f.path = any (:paths))
                order by hash for update) locked
            """;

    private static final String USE_AGAIN =
            """
            update perdure.file_blob b set uses = b.uses + u.more
            from (select f.hash, count(*) as more from perdure.file_version f
                where f.organisation = :organisation and f.workspace = :workspace and f.area = :area
                    and f.replaced is null and f.hash is not null and f.path = any (:paths)
                group by f.hash) u
            where b.organisation = :organisation and b.hash = u.hash
            """;

    private static final String REPLACE =
            """
            update perdure.file_version f set replaced = :written
            where f.organisation = :organisation and f.workspace = :workspace and f.area = :area
                and f.replaced is null and f.path = any (:paths)
            """;

    private static final String INSERT =
            """
            insert into perdure.file_version (organisation, workspace, area, path, revision, parent, kind, hash,
                read_only, size, created_at, time, written, session, turn, idem_key)
            values (:organisation, :workspace, :area, :path, :revision, :parent, :kind, :hash,
                :read_only, :size, :created, :time, :written, cast(:session as uuid), cast(:turn as uuid), :key)
            """;

    private static final String COUNT =
            """
            update perdure.file_space set entries = entries + :entries, bytes = bytes + :bytes
            where organisation = :organisation and workspace = :workspace and area = :area
            """;

    private final Handle handle;
    private final FileWrite write;
    private final Map<FilePath, Optional<FileEntry>> known = new HashMap<>();
    private long revision;
    private long entries;
    private long bytes;

    FileTransaction(Handle handle, FileWrite write) {
        this.handle = handle;
        this.write = write;
    }

    FileOutcome run() {
        inArea(handle.createQuery(LOCK))
                .map((row, context) -> {
                    revision = row.getLong(1);
                    entries = row.getLong(2);
                    bytes = row.getLong(3);
                    return row.getLong(1);
                })
                .one();
        Optional<Long> lastFact =
                handle.createQuery(LAST_FACT)
                        .bind("organisation", write.workspace().organisation().value())
                        .bind("workspace", write.workspace().id().value())
                        .mapTo(Long.class)
                        .findFirst();
        if (lastFact.isEmpty()) {
            handle.rollback();
            return FilePlan.refused(FileRefusal.NO_SUCH_WORKSPACE).outcome();
        }
        Optional<FileOutcome> before = before();
        if (before.isPresent()) {
            handle.rollback();
            return before.get();
        }
        FilePlan plan = FilePlan.of(this, write);
        if (plan.outcome() instanceof FileOutcome.Refused) {
            handle.rollback();
        } else {
            apply(plan, lastFact.get());
        }
        return plan.outcome();
    }

    @Override
    public Optional<FileEntry> find(FilePath path) {
        if (!known.containsKey(path)) {
            List<FilePath> asked = new ArrayList<>(path.ancestors());
            asked.add(path);
            asked.forEach(each -> known.putIfAbsent(each, Optional.empty()));
            current("and f.path = any (:paths)", texts(asked))
                    .forEach(entry -> known.put(entry.path(), Optional.of(entry)));
        }
        return known.getOrDefault(path, Optional.empty());
    }

    @Override
    public List<FileEntry> below(FilePath directory) {
        String[] range = FileRows.range(directory);
        return inArea(
                        handle.createQuery(
                                CURRENT + "and f.path > :from and f.path < :to order by f.path"))
                .bind("from", range[0])
                .bind("to", range[1])
                .map((row, context) -> FileRows.entry(row))
                .list();
    }

    @Override
    public long entries() {
        return entries;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    private List<FileEntry> current(String condition, List<String> paths) {
        return inArea(handle.createQuery(CURRENT + condition))
                .bindArray("paths", String.class, paths)
                .map((row, context) -> FileRows.entry(row))
                .list();
    }

    /** What the write did when it was done before. */
    private Optional<FileOutcome> before() {
        @Nullable IdempotencyKey key = write.origin().key();
        if (key == null) {
            return Optional.empty();
        }
        Query query = inArea(handle.createQuery(BY_KEY)).bind("key", key.value());
        return query.map((row, context) -> FileRows.outcome(row)).findFirst();
    }

    private void apply(FilePlan plan, long lastFact) {
        if (plan.gone().isEmpty() && plan.put().isEmpty()) {
            return;
        }
        useContents(plan);
        List<FilePath> replaced = new ArrayList<>(plan.gone());
        plan.put().forEach(entry -> replaced.add(entry.path()));
        inArea(handle.createUpdate(REPLACE))
                .bind("written", lastFact)
                .bindArray("paths", String.class, texts(replaced))
                .execute();
        insert(plan, lastFact);
        inArea(handle.createUpdate(COUNT))
                .bind("entries", plan.moreEntries())
                .bind("bytes", plan.moreBytes())
                .execute();
    }

    /** Each version counts as a use of its content, so that unused contents can be told. */
    private void useContents(FilePlan plan) {
        switch (write.change()) {
            case FileChange.Put put ->
                    handle.createUpdate(HOLD)
                            .bind("organisation", write.workspace().organisation().value())
                            .bind("hash", FileRows.bytes(put.content().hash()))
                            .bind("content", put.content().bytes())
                            .execute();
            case FileChange.Protect ignored -> useAgain(List.of(write.path()));
            case FileChange.Move ignored -> useAgain(plan.gone());
            case FileChange.MakeDirectory ignored -> {}
            case FileChange.Delete ignored -> {}
        }
    }

    private void useAgain(List<FilePath> paths) {
        inArea(handle.createQuery(LOCK_CONTENTS))
                .bindArray("paths", String.class, texts(paths))
                .mapTo(Long.class)
                .one();
        inArea(handle.createUpdate(USE_AGAIN))
                .bindArray("paths", String.class, texts(paths))
                .execute();
    }

    private void insert(FilePlan plan, long lastFact) {
        PreparedBatch rows = handle.prepareBatch(INSERT);
        for (FileEntry entry : plan.put()) {
            int kind = entry.isDirectory() ? FileRows.DIRECTORY : FileRows.FILE;
            bound(rows, entry, kind, answers(plan, entry.path())).bind("written", lastFact).add();
        }
        for (FilePath path : plan.gone()) {
            FileEntry gone = FileEntry.directory(path, write.at());
            bound(rows, gone, FileRows.NOTHING, answers(plan, path))
                    .bind("written", lastFact)
                    .add();
        }
        rows.execute();
    }

    /** Whether the row of this path is the one that tells a repetition what was done. */
    private static boolean answers(FilePlan plan, FilePath path) {
        return switch (plan.outcome()) {
            case FileOutcome.Done done -> done.entry().path().equals(path);
            case FileOutcome.Deleted deleted -> deleted.path().equals(path);
            case FileOutcome.Refused ignored -> false;
        };
    }

    private PreparedBatch bound(PreparedBatch rows, FileEntry entry, int kind, boolean answer) {
        @Nullable FileHash hash = entry.hash();
        @Nullable IdempotencyKey key = answer ? write.origin().key() : null;
        return inArea(rows)
                .bind("path", entry.path().text())
                .bind("revision", revision)
                .bind("parent", entry.path().parent().text())
                .bind("kind", kind)
                .bind("hash", hash == null ? null : FileRows.bytes(hash))
                .bind("read_only", entry.readOnly())
                .bind("size", entry.size())
                .bind("created", Nanos.of(entry.createdAt()))
                .bind("time", Nanos.of(entry.updatedAt()))
                .bind("session", session())
                .bind("turn", turn())
                .bind("key", key == null ? null : key.value());
    }

    private @Nullable UUID session() {
        return write.origin().session() == null ? null : write.origin().session().value();
    }

    private @Nullable UUID turn() {
        return write.origin().turn() == null ? null : write.origin().turn().value();
    }

    private <S extends SqlStatement<S>> S inArea(S statement) {
        WorkspaceKey workspace = write.workspace();
        return statement
                .bind("organisation", workspace.organisation().value())
                .bind("workspace", workspace.id().value())
                .bind("area", FileRows.area(workspace));
    }

    private static List<String> texts(List<FilePath> paths) {
        return paths.stream().map(FilePath::text).toList();
    }
}
