package dev.perdure.engine.file;

import dev.perdure.file.FileHash;

/** What a writer believes of the path it writes. */
public sealed interface FileCondition {

    /** It believes nothing. */
    record Any() implements FileCondition {}

    /** Nothing is there. */
    record Absent() implements FileCondition {}

    /** Something is there. */
    record Present() implements FileCondition {}

    /** A file with this content is there. */
    record Unchanged(FileHash hash) implements FileCondition {}
}
