package dev.perdure.engine.inmemory;

import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What agents remember, in memory. */
final class InMemoryMemories implements MemoryStore {

    /** As a database compares texts. */
    private static final Comparator<String> BY_SIGNS =
            (one, other) ->
                    Arrays.compareUnsigned(
                            one.getBytes(StandardCharsets.UTF_8),
                            other.getBytes(StandardCharsets.UTF_8));

    private final Memory memory;

    InMemoryMemories(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<MemoryEntry> find(MemoryScope scope, String name) {
        return memory.locked(() -> Optional.ofNullable(of(scope).get(name)));
    }

    @Override
    public List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit) {
        Set<String> wanted = new HashSet<>(words);
        return memory.locked(() ->
                of(scope).values().stream()
                        .map(entry -> new Hit(entry, hits(entry, wanted)))
                        .filter(hit -> wanted.isEmpty() || hit.words() > 0)
                        .sorted(
                                Comparator.comparing(Hit::words, Comparator.reverseOrder())
                                        .thenComparing(
                                                hit -> hit.entry().updatedAt(),
                                                Comparator.reverseOrder())
                                        .thenComparing(hit -> hit.entry().name(), BY_SIGNS))
                        .limit(limit)
                        .map(Hit::entry)
                        .toList());
    }

    @Override
    public MemoryWrite insert(MemoryEntry entry, int max) {
        return memory.locked(() -> {
            Map<String, MemoryEntry> kept =
                    memory.memories.computeIfAbsent(entry.scope(), scope -> new LinkedHashMap<>());
            if (kept.containsKey(entry.name())) {
                return MemoryWrite.NAME_TAKEN;
            }
            if (kept.size() >= max) {
                return MemoryWrite.TOO_MANY;
            }
            kept.put(entry.name(), entry);
            return MemoryWrite.STORED;
        });
    }

    @Override
    public MemoryWrite replace(MemoryEntry entry, int seen) {
        return memory.locked(() -> {
            MemoryEntry stored = of(entry.scope()).get(entry.name());
            if (stored == null || stored.version() != seen) {
                return MemoryWrite.VERSION_CONFLICT;
            }
            of(entry.scope()).put(entry.name(), entry);
            return MemoryWrite.STORED;
        });
    }

    @Override
    public boolean remove(MemoryScope scope, String name) {
        return memory.locked(() -> of(scope).remove(name) != null);
    }

    private Map<String, MemoryEntry> of(MemoryScope scope) {
        return memory.memories.getOrDefault(scope, new LinkedHashMap<>());
    }

    private static long hits(MemoryEntry entry, Set<String> wanted) {
        return entry.words().stream().filter(wanted::contains).count();
    }

    private record Hit(MemoryEntry entry, long words) {}
}
