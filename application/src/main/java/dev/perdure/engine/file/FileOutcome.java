package dev.perdure.engine.file;

import dev.perdure.file.FileEntry;
import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import org.jspecify.annotations.Nullable;

/** What became of a write. */
public sealed interface FileOutcome {

    /** It is done; this is what is there now. After a move, what is at the new place. */
    record Done(FileEntry entry) implements FileOutcome {}

    /** It is done; nothing is there now. */
    record Deleted(FilePath path) implements FileOutcome {}

    /**
     * Nothing was changed.
     *
     * @param current of the file that is there, when that is why
     */
    record Refused(FileRefusal why, @Nullable FileHash current) implements FileOutcome {}
}
