package dev.perdure.persistence.store;

import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.event.StreamVersion;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import dev.perdure.persistence.database.Bindings;
import dev.perdure.persistence.database.TenantQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Versions of files as rows, and the questions that choose some of them. */
final class FileRows {

    static final int FILE = 0;
    static final int DIRECTORY = 1;
    static final int NOTHING = 2;

    /** What {@link #entry} reads. */
    static final String COLUMNS =
            "f.path, f.kind, f.hash, f.read_only, f.size, f.created_at, f.time";

    /** The same, and the content behind it. */
    private static final String WITH_CONTENT = COLUMNS + ", b.content";

    private static final String FROM = " from perdure.file_version f ";

    private static final String WITH_BLOB =
            FROM
                    + "join perdure.file_blob b on b.organisation = f.organisation and b.hash = f.hash ";

    /** What a session left behind that is gone counts for nothing while it is being deleted. */
    private static final String IN_AREA =
            "where exists (select from perdure.session where id = ?"
                    + " union all select from perdure.workspace where id = ?)"
                    + " and f.organisation = ? and f.workspace = ? and f.area = ? and ";

    private static final String SOMETHING = "f.kind <> 2 and ";

    private static final String NOW = "f.replaced is null ";

    private static final String AS_OF =
            "f.written < ? and (f.replaced is null or f.replaced >= ?) ";

    private FileRows() {}

    /** A question for versions as the view sees them. */
    static TenantQuery select(FileView view, String condition) {
        return query(COLUMNS + FROM, view, condition);
    }

    /** The same for files with their content. */
    static TenantQuery selectContent(FileView view, String condition) {
        return query(WITH_CONTENT + WITH_BLOB, view, condition);
    }

    /** A question for the version that was written under a key, replaced or not. */
    static TenantQuery selectByKey() {
        return TenantQuery.of("select " + COLUMNS + FROM + IN_AREA + "f.idem_key = ?");
    }

    private static TenantQuery query(String what, FileView view, String condition) {
        return TenantQuery.of(
                "select "
                        + what
                        + IN_AREA
                        + SOMETHING
                        + (view.asOf() == null ? NOW : AS_OF)
                        + condition
                        + " order by f.path");
    }

    /** Binds what both of them ask before their condition. */
    static Bindings bind(Bindings parameters, FileView view) throws SQLException {
        WorkspaceKey workspace = view.workspace();
        parameters
                .id(workspace.id().value())
                .id(workspace.id().value())
                .id(workspace.organisation().value())
                .id(workspace.id().value())
                .integer(area(workspace));
        @Nullable StreamVersion fact = view.asOf();
        return fact == null ? parameters : parameters.number(fact.value()).number(fact.value());
    }

    static int area(WorkspaceKey workspace) {
        return switch (workspace.area()) {
            case FILES -> 0;
            case VALUES -> 1;
        };
    }

    static FileEntry entry(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes(3);
        return new FileEntry(
                new FilePath(row.getString(1)),
                hash == null ? null : new FileHash(HexFormat.of().formatHex(hash)),
                row.getBoolean(4),
                row.getLong(5),
                Nanos.read(row.getLong(6)),
                Nanos.read(row.getLong(7)));
    }

    /** What the write of this row did. */
    static FileOutcome outcome(ResultSet row) throws SQLException {
        FileEntry entry = entry(row);
        return row.getInt(2) == NOTHING
                ? new FileOutcome.Deleted(entry.path())
                : new FileOutcome.Done(entry);
    }

    static byte[] bytes(FileHash hash) {
        return HexFormat.of().parseHex(hash.hex());
    }

    /** The least and the first too great of the paths that are below the directory. */
    static String[] range(FilePath directory) {
        String within = directory.isRoot() ? "/" : directory.text() + "/";
        char afterTheSlash = '/' + 1;
        return new String[] {within, within.substring(0, within.length() - 1) + afterTheSlash};
    }
}
