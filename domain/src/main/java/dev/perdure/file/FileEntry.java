package dev.perdure.file;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file or directory without its content.
 *
 * @param hash of the content; absent for a directory
 * @param readOnly whether the content may be neither replaced nor deleted nor moved
 * @param size in bytes; 0 for a directory
 * @param createdAt when something came to be at the path that was nothing before
 * @param updatedAt when it was last written
 */
public record FileEntry(
        FilePath path,
        @Nullable FileHash hash,
        boolean readOnly,
        long size,
        Instant createdAt,
        Instant updatedAt) {

    public static FileEntry directory(FilePath path, Instant now) {
        return new FileEntry(path, null, false, 0, now, now);
    }

    public boolean isDirectory() {
        return hash == null;
    }

    /** The same at another place. */
    public FileEntry at(FilePath other, Instant now) {
        return new FileEntry(other, hash, readOnly, size, createdAt, now);
    }

    public FileEntry readOnly(boolean protectedFromNow, Instant now) {
        return new FileEntry(path, hash, protectedFromNow, size, createdAt, now);
    }
}
