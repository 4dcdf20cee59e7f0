package dev.perdure.engine.rig;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.MemoryStore;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.SnapshotStore;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkQueue;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A storage behind watched doors. */
public record WatchedStorage(Storage storage, Watcher watcher) implements Storage {

    @Override
    public EventLog log() {
        return new WatchedLog(storage.log(), watcher);
    }

    @Override
    public WorkQueue work() {
        return new WatchedWork(storage.work(), watcher);
    }

    @Override
    public AgentStore agents() {
        return new WatchedAgents(storage.agents(), watcher);
    }

    @Override
    public SessionStore sessions() {
        return storage.sessions();
    }

    @Override
    public ProviderStore providers() {
        return storage.providers();
    }

    @Override
    public SnapshotStore snapshots() {
        return storage.snapshots();
    }

    @Override
    public BudgetStore budgets() {
        return storage.budgets();
    }

    @Override
    public FileStore files() {
        return storage.files();
    }

    @Override
    public WorkspaceStore workspaces() {
        return storage.workspaces();
    }

    @Override
    public ScheduleStore schedules() {
        return storage.schedules();
    }

    @Override
    public MemoryStore memories() {
        return storage.memories();
    }

    @Override
    public SecretStore secrets() {
        return storage.secrets();
    }

    @Override
    public ToolServerStore toolServers() {
        return storage.toolServers();
    }

    @Override
    public CircuitStore circuits() {
        return storage.circuits();
    }

    @Override
    public InstantSource clock() {
        return storage.clock();
    }

    @Override
    public void close() {
        storage.close();
    }

    private record WatchedWork(WorkQueue work, Watcher watcher) implements WorkQueue {

        @Override
        public void join() {
            run(Door.WORK_JOIN, work::join);
        }

        @Override
        public List<Claim> claim(int places) {
            return watcher.pass(Door.WORK_CLAIM, () -> work.claim(places));
        }

        @Override
        public void awaitDue(Duration max) throws InterruptedException {
            watcher.<Boolean, InterruptedException>pass(
                    Door.WORK_AWAIT,
                    () -> {
                        work.awaitDue(max);
                        return true;
                    });
        }

        @Override
        public boolean renew() {
            return watcher.pass(Door.WORK_RENEW, work::renew);
        }

        @Override
        public void sweep() {
            run(Door.WORK_SWEEP, work::sweep);
        }

        @Override
        public void handOver(Claim claim) {
            run(Door.WORK_HAND_OVER, () -> work.handOver(claim));
        }

        @Override
        public void leave() {
            run(Door.WORK_LEAVE, work::leave);
        }

        private void run(Door door, Runnable call) {
            watcher.<Boolean, RuntimeException>pass(
                    door,
                    () -> {
                        call.run();
                        return true;
                    });
        }
    }

    private record WatchedAgents(AgentStore agents, Watcher watcher) implements AgentStore {

        @Override
        public Optional<Agent> find(OrganisationId organisation, AgentId id) {
            return watcher.pass(Door.AGENTS, () -> agents.find(organisation, id));
        }

        @Override
        public Optional<Agent> findActive(OrganisationId organisation, String slug) {
            return watcher.pass(Door.AGENTS, () -> agents.findActive(organisation, slug));
        }

        @Override
        public Optional<AgentSettings> settings(
                OrganisationId organisation, AgentId id, AgentVersion version) {
            return watcher.pass(Door.AGENTS, () -> agents.settings(organisation, id, version));
        }

        @Override
        public Page<Agent> list(OrganisationId organisation, AgentQuery query) {
            return watcher.pass(Door.AGENTS, () -> agents.list(organisation, query));
        }

        @Override
        public AgentWrite insert(Agent agent) {
            return watcher.pass(Door.AGENTS, () -> agents.insert(agent));
        }

        @Override
        public AgentWrite replace(Agent agent, AgentVersion seen) {
            return watcher.pass(Door.AGENTS, () -> agents.replace(agent, seen));
        }
    }
}
