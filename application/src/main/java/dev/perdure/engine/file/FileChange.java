package dev.perdure.engine.file;

import dev.perdure.file.FilePath;
import org.jspecify.annotations.Nullable;

/** What is to become of one path of a workspace. */
public sealed interface FileChange {

    /**
     * A file has this content from now on. The directories above it come to be with it.
     *
     * @param readOnly absent means as it was, and not for a new file
     */
    record Put(FileContent content, @Nullable Boolean readOnly) implements FileChange {}

    /** A file may be written no more, or again. Its content stays. */
    record Protect(boolean readOnly) implements FileChange {}

    /** A directory is there, and those above it; it may be there already. */
    record MakeDirectory() implements FileChange {}

    /**
     * Nothing is there any more.
     *
     * @param recursive whether a directory goes with what is in it
     */
    record Delete(boolean recursive) implements FileChange {}

    /** The file, or directory with what is in it, is at another path, where nothing was. */
    record Move(FilePath to) implements FileChange {}
}
