package dev.perdure.contract.lies;

import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.MemoryStore;
import java.util.List;
import java.util.Optional;

/** Passes everything on; a lie overrides one thing. */
class TrueMemories implements MemoryStore {

    final MemoryStore truth;

    TrueMemories(MemoryStore truth) {
        this.truth = truth;
    }

    @Override
    public Optional<MemoryEntry> find(MemoryScope scope, String name) {
        return truth.find(scope, name);
    }

    @Override
    public List<MemoryEntry> search(MemoryScope scope, List<String> words, int limit) {
        return truth.search(scope, words, limit);
    }

    @Override
    public MemoryWrite insert(MemoryEntry entry, int max) {
        return truth.insert(entry, max);
    }

    @Override
    public MemoryWrite replace(MemoryEntry entry, int seen) {
        return truth.replace(entry, seen);
    }

    @Override
    public boolean remove(MemoryScope scope, String name) {
        return truth.remove(scope, name);
    }
}
