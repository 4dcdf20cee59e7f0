package dev.perdure.contract.lies;

import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.tool.IdempotencyKey;
import java.util.List;
import java.util.Optional;

/** Passes everything on: what a lie about files begins with. */
class TrueFiles implements FileStore {

    final FileStore truth;

    TrueFiles(FileStore truth) {
        this.truth = truth;
    }

    /** The view that is asked instead. */
    FileView view(FileView asked) {
        return asked;
    }

    /** The write that is done instead. */
    FileWrite instead(FileWrite asked) {
        return asked;
    }

    @Override
    public Optional<FileEntry> find(FileView view, FilePath path) {
        return truth.find(view(view), path);
    }

    @Override
    public List<FileEntry> list(FileView view, FilePath directory, boolean recursive) {
        return truth.list(view(view), directory, recursive);
    }

    @Override
    public List<StoredFile> read(FileView view, List<FilePath> paths) {
        return truth.read(view(view), paths);
    }

    @Override
    public Optional<FileOutcome> done(WorkspaceKey workspace, IdempotencyKey key) {
        return truth.done(workspace, key);
    }

    @Override
    public FileOutcome write(FileWrite write) {
        return truth.write(instead(write));
    }
}
