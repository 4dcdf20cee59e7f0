package dev.perdure.rest.everruns.current;

import dev.perdure.engine.file.FileBounds;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileCondition;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileRefusal;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.SearchFiles;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.file.pattern.PathGlob;
import dev.perdure.engine.file.pattern.TextPattern;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.FileContents;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.http.FileParts;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked of the files of one workspace, whichever route leads to it. */
final class FileDesk {

    /**
     * Of a body that brings a file: one of 10 MiB in Base64, or as a text that is mostly escapes.
     */
    static final int BODY_BYTES_MAX = 32 * 1024 * 1024;

    private static final int LINES_MAX = 1_000;

    private final FileParts parts;
    private final FileStore files;
    private final WorkspaceKey workspace;

    FileDesk(FileParts parts, WorkspaceKey workspace) {
        this.parts = parts;
        this.files = parts.files();
        this.workspace = workspace;
    }

    JsonObject list(boolean recursive) {
        return FileWire.list(workspace, files.list(now(), FilePath.ROOT, recursive));
    }

    /** A file with its content, or what is in a directory. */
    JsonObject read(String asked, boolean recursive) {
        FilePath path = path(asked);
        List<StoredFile> found = files.read(now(), List.of(path));
        if (!found.isEmpty()) {
            return FileWire.file(workspace, found.getFirst());
        }
        if (files.find(now(), path).isEmpty()) {
            throw refused(path, FileRefusal.NOT_FOUND);
        }
        return FileWire.list(workspace, files.list(now(), path, recursive));
    }

    JsonObject create(String asked, Fields body) {
        boolean directory = body.bool("is_directory").orElse(false);
        FileChange change =
                directory
                        ? new FileChange.MakeDirectory()
                        : new FileChange.Put(
                                FileContents.read(body).orElse(FileContent.EMPTY),
                                body.bool("is_readonly").orElse(null));
        return shown(write(path(asked), change, new FileCondition.Absent()));
    }

    JsonObject replace(String asked, Fields body) {
        FilePath path = path(asked);
        Optional<FileContent> content = FileContents.read(body);
        Optional<Boolean> readOnly = body.bool("is_readonly");
        FileCondition condition = expected(body.string("expected_hash").orElse(null));
        if (content.isPresent()) {
            FileChange put = new FileChange.Put(content.get(), readOnly.orElse(null));
            return shown(write(path, put, condition));
        }
        if (readOnly.isPresent()) {
            return shown(write(path, new FileChange.Protect(readOnly.get()), condition));
        }
        return read(asked, false);
    }

    JsonObject delete(String asked, boolean recursive, @Nullable String expectedHash) {
        FilePath path = path(asked);
        FileCondition condition =
                expectedHash == null ? new FileCondition.Any() : expected(expectedHash);
        FileOutcome outcome = attempt(path, new FileChange.Delete(recursive), condition);
        if (outcome instanceof FileOutcome.Refused refused) {
            if (refused.why() == FileRefusal.NOT_FOUND) {
                return FileWire.deleted(false);
            }
            throw problem(path, refused);
        }
        return FileWire.deleted(true);
    }

    JsonObject move(Fields body) {
        FilePath from = path(body, "src_path");
        FilePath to = path(body, "dst_path");
        return shown(write(from, new FileChange.Move(to), new FileCondition.Any()));
    }

    JsonObject copy(Fields body) {
        FilePath from = path(body, "src_path");
        FilePath to = path(body, "dst_path");
        List<StoredFile> found = files.read(now(), List.of(from));
        if (found.isEmpty()) {
            throw refused(
                    from,
                    files.find(now(), from).isEmpty()
                            ? FileRefusal.NOT_FOUND
                            : FileRefusal.IS_DIRECTORY);
        }
        FileChange put = new FileChange.Put(found.getFirst().content(), null);
        return shown(write(to, put, new FileCondition.Absent()));
    }

    JsonObject stat(Fields body) {
        FilePath path = path(body, "path");
        FileEntry entry =
                files.find(now(), path).orElseThrow(() -> refused(path, FileRefusal.NOT_FOUND));
        return FileWire.stat(entry);
    }

    JsonObject grep(Fields body) {
        String expression = body.string("pattern").orElseThrow(() -> body.missing("pattern"));
        TextPattern pattern = RequestProblems.accepted(TextPattern.parse(expression, false));
        @Nullable PathGlob glob =
                body.string("path_pattern")
                        .map(written -> RequestProblems.accepted(PathGlob.parse(written)))
                        .orElse(null);
        try {
            return FileWire.found(
                    new SearchFiles(files)
                            .search(
                                    now(),
                                    new SearchFiles.Question(
                                            FilePath.ROOT, pattern, glob, LINES_MAX)));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ProblemException(HttpProblem.unavailable("The server is stopping."));
        }
    }

    private JsonObject shown(FileEntry entry) {
        if (entry.isDirectory()) {
            return FileWire.directory(workspace, entry);
        }
        return files.read(now(), List.of(entry.path())).stream()
                .findFirst()
                .map(file -> FileWire.file(workspace, file))
                .orElseGet(() -> FileWire.directory(workspace, entry));
    }

    private FileEntry write(FilePath path, FileChange change, FileCondition condition) {
        FileOutcome outcome = attempt(path, change, condition);
        return switch (outcome) {
            case FileOutcome.Done done -> done.entry();
            case FileOutcome.Deleted ignored ->
                    throw new IllegalStateException("nothing was to be deleted: " + change);
            case FileOutcome.Refused refused -> throw problem(path, refused);
        };
    }

    private FileOutcome attempt(FilePath path, FileChange change, FileCondition condition) {
        return files.write(
                FileWrite.of(workspace, path, change, parts.clock().instant()).when(condition));
    }

    private static FileCondition expected(@Nullable String hash) {
        if (hash == null) {
            return new FileCondition.Present();
        }
        if (!FileHash.isHash(hash)) {
            throw RequestProblems.invalid("expected_hash", "must be 64 hex digits in lower case.");
        }
        return new FileCondition.Unchanged(new FileHash(hash));
    }

    private static FilePath path(Fields body, String name) {
        return path(body.string(name).orElseThrow(() -> body.missing(name)));
    }

    /** The first segment {@code _} is where the routes of actions are. */
    private static FilePath path(String asked) {
        FilePath path = RequestProblems.accepted(FilePath.parse(asked));
        if (path.text().equals("/_") || path.text().startsWith("/_/")) {
            throw RequestProblems.invalid("path", "Nothing is kept below /_.");
        }
        return path;
    }

    private FileView now() {
        return FileView.now(workspace);
    }

    private static ProblemException refused(FilePath path, FileRefusal why) {
        return problem(path, new FileOutcome.Refused(why, null));
    }

    private static ProblemException problem(FilePath path, FileOutcome.Refused refused) {
        String sentence = path + ": " + refused.why().sentence(FileBounds.STANDARD);
        String detail =
                refused.why() == FileRefusal.STALE && refused.current() != null
                        ? sentence
                                + " The hash of what is there is "
                                + refused.current().hex()
                                + "."
                        : sentence;
        return new ProblemException(
                switch (refused.why()) {
                    case NO_SUCH_WORKSPACE, NOT_FOUND -> HttpProblem.notFound(detail);
                    case EXISTS, STALE, NOT_EMPTY, TOO_MANY_FILES, WORKSPACE_FULL ->
                            HttpProblem.conflict(detail);
                    case READ_ONLY -> HttpProblem.forbidden(detail);
                    case FILE_TOO_LARGE -> HttpProblem.tooLarge(detail);
                    case IS_DIRECTORY, NOT_A_DIRECTORY, INTO_ITSELF, PATH_TOO_LONG ->
                            HttpProblem.invalid(detail);
                });
    }
}
