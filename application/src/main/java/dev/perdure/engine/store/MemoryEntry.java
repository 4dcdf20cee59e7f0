package dev.perdure.engine.store;

import dev.perdure.engine.file.FileOrigin;
import java.time.Instant;
import java.util.List;

/**
 * Something that is remembered, and where it comes from.
 *
 * @param name by which it is replaced and forgotten; of those of a scope no two have the same.
 *     Neither name nor text holds NUL or half of a pair
 * @param version rises by one with each change
 * @param origin of the last change
 */
public record MemoryEntry(
        MemoryScope scope,
        String name,
        String text,
        int version,
        FileOrigin origin,
        Instant createdAt,
        Instant updatedAt) {

    public static final int VERSION_FIRST = 1;

    /** What it is found by: the words of its name and its text. */
    public List<String> words() {
        return MemoryWords.of(name + "\n" + text);
    }

    /** The next version. */
    public MemoryEntry revised(String newText, FileOrigin by, Instant at) {
        return new MemoryEntry(scope, name, newText, version + 1, by, createdAt, at);
    }
}
