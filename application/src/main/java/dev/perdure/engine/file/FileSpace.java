package dev.perdure.engine.file;

import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import java.util.List;
import java.util.Optional;

/** A workspace as it is while one write is decided on. */
public interface FileSpace {

    Optional<FileEntry> find(FilePath path);

    /** What is in a directory and in those in it. */
    List<FileEntry> below(FilePath directory);

    /** How many files and directories there are. */
    long entries();

    /** Of all files, together. */
    long bytes();
}
