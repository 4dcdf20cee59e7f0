package dev.perdure.engine.inmemory;

import dev.perdure.engine.store.SnapshotStore;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Snapshot;
import dev.perdure.session.SessionKey;
import java.util.Optional;

/** Snapshots: each with its stream. */
final class InMemorySnapshots implements SnapshotStore {

    private final Memory memory;

    InMemorySnapshots(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Snapshot> latest(SessionKey session, StreamVersion last) {
        return memory.locked(() ->
                Optional.ofNullable(memory.stream(session))
                        .flatMap(StoredStream::snapshot)
                        .filter(snapshot -> snapshot.version().compareTo(last) <= 0));
    }

    @Override
    public void keep(SessionKey session, Snapshot snapshot) {
        memory.locked(() -> {
            Optional<StoredStream> stream = Optional.ofNullable(memory.stream(session));
            stream.ifPresent(stored -> stored.keep(snapshot));
            return stream;
        });
    }
}
