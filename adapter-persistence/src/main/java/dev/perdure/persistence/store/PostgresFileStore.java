package dev.perdure.persistence.store;

import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.tool.IdempotencyKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.JdbiException;

/** Files on PostgreSQL: a row for each version, and each content once in an organisation. */
public final class PostgresFileStore implements FileStore {

    private final TenantTransactions transactions;
    private final TenantReads reads;

    public PostgresFileStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
        this.reads = new TenantReads(pool);
    }

    @Override
    public Optional<FileEntry> find(FileView view, FilePath path) {
        return asked(
                        view,
                        FileRows.select(view, "and f.path = ?"),
                        parameters -> FileRows.bind(parameters, view).text(path.text()),
                        FileRows::entry)
                .stream()
                .findFirst();
    }

    @Override
    public List<FileEntry> list(FileView view, FilePath directory, boolean recursive) {
        if (!recursive) {
            return asked(
                    view,
                    FileRows.select(view, "and f.parent = ?"),
                    parameters -> FileRows.bind(parameters, view).text(directory.text()),
                    FileRows::entry);
        }
        String[] range = FileRows.range(directory);
        return asked(
                view,
                FileRows.select(view, "and f.path > ? and f.path < ?"),
                parameters -> FileRows.bind(parameters, view).text(range[0]).text(range[1]),
                FileRows::entry);
    }

    @Override
    public List<StoredFile> read(FileView view, List<FilePath> paths) {
        List<String> texts = paths.stream().map(FilePath::text).toList();
        return asked(
                view,
                FileRows.selectContent(view, "and f.path = any (?)"),
                parameters -> FileRows.bind(parameters, view).texts(texts),
                row -> new StoredFile(FileRows.entry(row), FileContent.of(row.getBytes(8))));
    }

    @Override
    public FileOutcome write(FileWrite write) {
        try {
            return transactions.<FileOutcome, SQLException>call(
                    write.workspace().organisation(),
                    handle -> new FileTransaction(handle, write).run());
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<FileOutcome> done(WorkspaceKey workspace, IdempotencyKey key) {
        FileView now = FileView.now(workspace);
        return asked(
                        now,
                        FileRows.selectByKey(),
                        parameters -> FileRows.bind(parameters, now).text(key.value()),
                        FileRows::outcome)
                .stream()
                .findFirst();
    }

    private <T> List<T> asked(
            FileView view, TenantQuery query, TenantReads.Binding binding, Row<T> row) {
        try {
            return reads.read(
                    view.workspace().organisation(),
                    query,
                    binding,
                    results -> {
                        List<T> found = new ArrayList<>();
                        ResultSet rows = results.next();
                        while (rows.next()) {
                            found.add(row.read(rows));
                        }
                        return found;
                    });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The files cannot be reached", cause);
    }

    /** Reads the row at hand. */
    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
