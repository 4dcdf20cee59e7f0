package dev.perdure.engine.file;

import dev.perdure.file.FileEntry;

/** A file as it was found at one time: what is known of it, and its content. */
public record StoredFile(FileEntry entry, FileContent content) {}
