package dev.perdure.engine.file;

import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.tool.IdempotencyKey;
import java.util.List;
import java.util.Optional;

/**
 * The files of workspaces. Nothing is overwritten: a write adds a version, and a session's own
 * workspace can be seen as of any fact of the session. Each call is atomic; a workspace of another
 * organisation does not exist. A session's own workspace is there, empty, from its first fact on,
 * and goes with the session. Throws {@link dev.perdure.engine.store.StoreUnavailable} when the
 * store cannot be reached.
 *
 * <p>A write is counted to the last fact that its transaction can see, and is seen as of every
 * later fact. So what a tool wrote before it returned is seen as of the fact that tells its
 * outcome. A tool that was told to have run out of time, or to be cancelled, may still be writing:
 * that is seen from a later fact on.
 */
public interface FileStore {

    /** What is at the path; the root is found nowhere. */
    Optional<FileEntry> find(FileView view, FilePath path);

    /**
     * What is in a directory, in the order of paths; empty when it is no directory.
     *
     * @param recursive whether also what is in the directories in it
     */
    List<FileEntry> list(FileView view, FilePath directory, boolean recursive);

    /** Those of the paths that are files, with their content, in the order of paths. */
    List<StoredFile> read(FileView view, List<FilePath> paths);

    /**
     * Changes a path. A write under a key that was done before is not done again: it answers what
     * the first one did, whatever happened since.
     */
    FileOutcome write(FileWrite write);

    /** What the write under this key did, if it was done. */
    Optional<FileOutcome> done(WorkspaceKey workspace, IdempotencyKey key);
}
