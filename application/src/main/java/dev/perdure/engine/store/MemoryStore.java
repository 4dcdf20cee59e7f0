package dev.perdure.engine.store;

import java.util.List;
import java.util.Optional;

/**
 * What agents remember beyond their sessions. Each call is atomic; what is of another scope does
 * not exist. Throws {@link StoreUnavailable} when the store cannot be reached.
 */
public interface MemoryStore {

    Optional<MemoryEntry> find(MemoryScope scope, String name);

    /**
     * Those that have any of the words, by how many of them they have; of two that have as many the
     * one that was changed last comes first, and of those the one whose name begins with the lesser
     * sign. Without words, all of them.
     *
     * @param words as {@link MemoryWords} makes them
     */
    List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit);

    /**
     * Adds a memory.
     *
     * @param max how many the scope may have then
     */
    MemoryWrite insert(MemoryEntry entry, int max);

    /** Replaces the memory of that name when its stored version is still {@code seen}. */
    MemoryWrite replace(MemoryEntry entry, int seen);

    /**
     * Deletes a memory.
     *
     * @return false when there was none of that name
     */
    boolean remove(MemoryScope scope, String name);

    /** What became of a write. */
    enum MemoryWrite {
        STORED,
        NAME_TAKEN,
        /** The scope would have more than it may. */
        TOO_MANY,
        /** The stored version is another one, or there is no such memory. */
        VERSION_CONFLICT
    }
}
