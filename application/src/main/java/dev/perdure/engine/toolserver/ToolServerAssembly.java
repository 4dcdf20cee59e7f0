package dev.perdure.engine.toolserver;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.store.ToolServerStore;
import java.time.InstantSource;

/** What belongs to stored servers of tools, joined. */
public record ToolServerAssembly(
        ToolServerStore store,
        ToolServerClient client,
        KeyRing keys,
        InstantSource clock,
        IdSource ids) {

    /** What can be asked. */
    public ToolServerCases cases() {
        Doors doors = new Doors(keys);
        ToolServerCheck check = new ToolServerCheck(client, doors);
        StoredChange stored = new StoredChange(store, doors, clock);
        return new ToolServerCases(
                new AddToolServer(store, check, doors, clock, ids),
                new ReviseToolServer(stored, check, doors),
                new RemoveToolServer(store),
                new SyncToolServer(store, stored, client, doors, clock),
                new ApproveTools(stored),
                new RewrapHeaders(store, stored));
    }

    /** The capabilities that offer their tools. */
    public ServedTools tools() {
        return new ServedTools(store, client, new Doors(keys), cases().sync(), clock);
    }
}
