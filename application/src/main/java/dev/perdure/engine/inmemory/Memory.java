package dev.perdure.engine.inmemory;

import dev.perdure.agent.AgentId;
import dev.perdure.budget.CallKey;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.engine.store.MemoryScope;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.engine.work.Epoch;
import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data that the nodes of one storage share, and the one lock over all of it. Everything but the
 * clock is touched under the lock only.
 */
final class Memory {

    final ReentrantLock lock = new ReentrantLock();

    /** Signalled when a stream begins. */
    final Condition streamBegan = lock.newCondition();

    final Map<SessionId, StoredStream> streams = new LinkedHashMap<>();
    final Map<AgentId, StoredAgent> agents = new LinkedHashMap<>();
    final Map<ProviderId, Provider> providers = new LinkedHashMap<>();
    final Map<ToolServerId, ToolServer> toolServers = new LinkedHashMap<>();
    final Map<InMemoryCircuits.Account, OpenCircuit> circuits = new LinkedHashMap<>();
    final Map<WorkspaceId, Workspace> workspaces = new LinkedHashMap<>();
    final Map<WorkspaceKey, StoredSpace> spaces = new LinkedHashMap<>();
    final Accounts accounts = new Accounts();
    final Map<ScheduleId, StoredSchedule> schedules = new LinkedHashMap<>();
    final Map<MemoryScope, Map<String, MemoryEntry>> memories = new LinkedHashMap<>();
    final Map<SessionKey, NavigableMap<String, KeptSecret>> secrets = new LinkedHashMap<>();
    final Nodes nodes = new Nodes();
    final Turns turns = new Turns(lock.newCondition());
    private final InstantSource clock;

    Memory(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The stream of that name; absent as well when another organisation owns it. */
    @Nullable StoredStream stream(SessionKey key) {
        StoredStream stream = streams.get(key.id());
        return stream != null && stream.key().equals(key) ? stream : null;
    }

    /** Whether the turn of the call is still owned under that epoch. */
    boolean isClaimed(CallKey call, Epoch epoch) {
        StoredStream stream = stream(call.session());
        return stream != null
                && stream.epoch().equals(epoch)
                && stream.open().stream()
                        .anyMatch(turn ->
                                turn.id.equals(call.turn())
                                        && turn.place instanceof StoredTurn.Place.Owned);
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
