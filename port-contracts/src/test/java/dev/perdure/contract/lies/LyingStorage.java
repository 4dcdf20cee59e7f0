package dev.perdure.contract.lies;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
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
import dev.perdure.engine.store.Spent;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkQueue;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Snapshot;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** One node whose every answer goes through a liar. */
record LyingStorage(Storage truth, Liar liar) implements Storage {

    @Override
    public EventLog log() {
        return new LyingLog(truth, liar);
    }

    @Override
    public WorkQueue work() {
        return new LyingQueue(truth, liar);
    }

    @Override
    public AgentStore agents() {
        return new LyingAgents(truth, liar);
    }

    @Override
    public SessionStore sessions() {
        return new LyingSessions(truth, liar);
    }

    @Override
    public ProviderStore providers() {
        return new LyingProviders(truth, liar);
    }

    @Override
    public SnapshotStore snapshots() {
        return new LyingSnapshots(truth, liar);
    }

    @Override
    public BudgetStore budgets() {
        return liar.budgets(truth);
    }

    @Override
    public FileStore files() {
        return liar.files(truth);
    }

    @Override
    public WorkspaceStore workspaces() {
        return liar.workspaces(truth);
    }

    @Override
    public ScheduleStore schedules() {
        return liar.schedules(truth);
    }

    @Override
    public MemoryStore memories() {
        return liar.memories(truth);
    }

    @Override
    public SecretStore secrets() {
        return liar.secrets(truth);
    }

    @Override
    public ToolServerStore toolServers() {
        return liar.toolServers(truth);
    }

    @Override
    public CircuitStore circuits() {
        return truth.circuits();
    }

    @Override
    public InstantSource clock() {
        return liar.clock(truth);
    }

    @Override
    public void close() {
        truth.close();
    }

    private record LyingLog(Storage truth, Liar liar) implements EventLog {

        @Override
        public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
            return liar.appendLater(truth, group);
        }

        @Override
        public Optional<SessionHead> head(SessionKey session) {
            return liar.head(truth, session);
        }

        @Override
        public List<Envelope> read(
                SessionKey session, Offset after, int limit, Selection selection) {
            return liar.read(truth, session, after, limit, selection);
        }

        @Override
        public Set<SessionKey> moved(List<Seen> sessions) {
            return liar.moved(truth, sessions);
        }

        @Override
        public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
            return liar.latest(truth, session, before, limit);
        }

        @Override
        public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
            return liar.facts(truth, session, from, to);
        }

        @Override
        public Offset lastFactAt(SessionKey session, Instant time) {
            return liar.lastFactAt(truth, session, time);
        }

        @Override
        public Subscription follow(SessionKey session, Offset after) {
            return liar.follow(truth, session, after);
        }
    }

    private record LyingQueue(Storage truth, Liar liar) implements WorkQueue {

        @Override
        public void join() {
            liar.join(truth);
        }

        @Override
        public List<Claim> claim(int places) {
            return liar.claim(truth, places);
        }

        @Override
        public void awaitDue(Duration max) throws InterruptedException {
            liar.awaitDue(truth, max);
        }

        @Override
        public boolean renew() {
            return liar.renew(truth);
        }

        @Override
        public void sweep() {
            liar.sweep(truth);
        }

        @Override
        public void handOver(Claim claim) {
            liar.handOver(truth, claim);
        }

        @Override
        public void leave() {
            liar.leave(truth);
        }
    }

    private record LyingAgents(Storage truth, Liar liar) implements AgentStore {

        @Override
        public Optional<Agent> find(OrganisationId organisation, AgentId id) {
            return liar.find(truth, organisation, id);
        }

        @Override
        public Optional<Agent> findActive(OrganisationId organisation, String slug) {
            return liar.findActive(truth, organisation, slug);
        }

        @Override
        public Optional<AgentSettings> settings(
                OrganisationId organisation, AgentId id, AgentVersion version) {
            return liar.settings(truth, organisation, id, version);
        }

        @Override
        public Page<Agent> list(OrganisationId organisation, AgentQuery query) {
            return liar.list(truth, organisation, query);
        }

        @Override
        public AgentWrite insert(Agent agent) {
            return liar.insert(truth, agent);
        }

        @Override
        public AgentWrite replace(Agent agent, AgentVersion seen) {
            return liar.replace(truth, agent, seen);
        }
    }

    private record LyingProviders(Storage truth, Liar liar) implements ProviderStore {

        @Override
        public Optional<Provider> find(OrganisationId organisation, ProviderId id) {
            return liar.find(truth, organisation, id);
        }

        @Override
        public List<Provider> list(OrganisationId organisation) {
            return liar.providers(truth, organisation);
        }

        @Override
        public ProviderWrite insert(Provider provider) {
            return liar.insert(truth, provider);
        }

        @Override
        public ProviderWrite replace(Provider provider, int seen) {
            return liar.replace(truth, provider, seen);
        }

        @Override
        public boolean remove(OrganisationId organisation, ProviderId id) {
            return liar.remove(truth, organisation, id);
        }
    }

    private record LyingSnapshots(Storage truth, Liar liar) implements SnapshotStore {

        @Override
        public Optional<Snapshot> latest(SessionKey session, StreamVersion last) {
            return liar.snapshot(truth, session, last);
        }

        @Override
        public void keep(SessionKey session, Snapshot snapshot) {
            liar.keep(truth, session, snapshot);
        }
    }

    private record LyingSessions(Storage truth, Liar liar) implements SessionStore {

        @Override
        public Optional<Session> find(SessionKey session) {
            return liar.find(truth, session);
        }

        @Override
        public Page<Session> list(OrganisationId organisation, SessionQuery query) {
            return liar.list(truth, organisation, query);
        }

        @Override
        public List<Spent> spent(OrganisationId organisation, Spent.Query query) {
            return truth.sessions().spent(organisation, query);
        }

        @Override
        public boolean remove(SessionKey session) {
            return liar.remove(truth, session);
        }

        @Override
        public StreamVersion delivered(SessionKey session) {
            return liar.delivered(truth, session);
        }

        @Override
        public void markDelivered(Map<SessionKey, StreamVersion> marks) {
            liar.markDelivered(truth, marks);
        }
    }
}
