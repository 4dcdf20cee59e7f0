package dev.perdure.contract.lies;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.contract.Await;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.AgentStore.AgentQuery;
import dev.perdure.engine.store.AgentStore.AgentWrite;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.MemoryStore;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.ProviderStore.ProviderWrite;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Entry;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stands between the suites and an honest storage, and passes everything on. A lie overrides one
 * thing. All nodes of one test share one liar; {@code truth} is the node that was asked.
 */
class Liar {

    static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** What a reopened node finds. */
    InMemoryStorage reopened(InMemoryStorage data) {
        return data;
    }

    MemoryStore memories(Storage truth) {
        return truth.memories();
    }

    SecretStore secrets(Storage truth) {
        return truth.secrets();
    }

    ToolServerStore toolServers(Storage truth) {
        return truth.toolServers();
    }

    BudgetStore budgets(Storage truth) {
        return truth.budgets();
    }

    FileStore files(Storage truth) {
        return truth.files();
    }

    WorkspaceStore workspaces(Storage truth) {
        return truth.workspaces();
    }

    ScheduleStore schedules(Storage truth) {
        return truth.schedules();
    }

    Entry entry(Entry written) {
        return written;
    }

    Batch batch(Storage truth, Batch asked) {
        return new Batch(
                asked.session(),
                asked.guard(),
                asked.entries().stream().map(this::entry).toList(),
                asked.work());
    }

    AppendOutcome append(Storage truth, Batch asked) {
        return honestly(truth, batch(truth, asked));
    }

    List<AppendOutcome> append(Storage truth, List<Batch> group) {
        return group.stream().map(asked -> append(truth, asked)).toList();
    }

    CompletionStage<List<AppendOutcome>> appendLater(Storage truth, List<Batch> group) {
        return CompletableFuture.completedFuture(append(truth, group));
    }

    Optional<SessionHead> head(Storage truth, SessionKey session) {
        return truth.log().head(session);
    }

    Set<SessionKey> moved(Storage truth, List<Seen> sessions) {
        return truth.log().moved(sessions);
    }

    List<Envelope> read(
            Storage truth, SessionKey session, Offset after, int limit, Selection selection) {
        return truth.log().read(session, after, limit, selection);
    }

    List<Envelope> latest(Storage truth, SessionKey session, StreamVersion before, int limit) {
        return truth.log().latest(session, before, limit);
    }

    List<Envelope> facts(Storage truth, SessionKey session, StreamVersion from, StreamVersion to) {
        return truth.log().facts(session, from, to);
    }

    Offset lastFactAt(Storage truth, SessionKey session, Instant time) {
        return truth.log().lastFactAt(session, time);
    }

    Subscription follow(Storage truth, SessionKey session, Offset after) {
        return truth.log().follow(session, after);
    }

    void join(Storage truth) {
        truth.work().join();
    }

    List<Claim> claim(Storage truth, int places) {
        return truth.work().claim(places);
    }

    void awaitDue(Storage truth, Duration max) throws InterruptedException {
        truth.work().awaitDue(max);
    }

    boolean renew(Storage truth) {
        return truth.work().renew();
    }

    void sweep(Storage truth) {
        truth.work().sweep();
    }

    InstantSource clock(Storage truth) {
        return truth.clock();
    }

    void handOver(Storage truth, Claim claim) {
        truth.work().handOver(claim);
    }

    void leave(Storage truth) {
        truth.work().leave();
    }

    Optional<Agent> find(Storage truth, OrganisationId organisation, AgentId id) {
        return truth.agents().find(organisation, id);
    }

    Optional<Agent> findActive(Storage truth, OrganisationId organisation, String slug) {
        return truth.agents().findActive(organisation, slug);
    }

    Optional<AgentSettings> settings(
            Storage truth, OrganisationId organisation, AgentId id, AgentVersion version) {
        return truth.agents().settings(organisation, id, version);
    }

    Page<Agent> list(Storage truth, OrganisationId organisation, AgentQuery query) {
        return truth.agents().list(organisation, query);
    }

    AgentWrite insert(Storage truth, Agent agent) {
        return truth.agents().insert(agent);
    }

    AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
        return truth.agents().replace(agent, seen);
    }

    Optional<Session> find(Storage truth, SessionKey session) {
        return truth.sessions().find(session);
    }

    Page<Session> list(Storage truth, OrganisationId organisation, SessionQuery query) {
        return truth.sessions().list(organisation, query);
    }

    boolean remove(Storage truth, SessionKey session) {
        return truth.sessions().remove(session);
    }

    StreamVersion delivered(Storage truth, SessionKey session) {
        return truth.sessions().delivered(session);
    }

    void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {
        truth.sessions().markDelivered(marks);
    }

    Optional<Provider> find(Storage truth, OrganisationId organisation, ProviderId id) {
        return truth.providers().find(organisation, id);
    }

    List<Provider> providers(Storage truth, OrganisationId organisation) {
        return truth.providers().list(organisation);
    }

    ProviderWrite insert(Storage truth, Provider provider) {
        return truth.providers().insert(provider);
    }

    ProviderWrite replace(Storage truth, Provider provider, int seen) {
        return truth.providers().replace(provider, seen);
    }

    boolean remove(Storage truth, OrganisationId organisation, ProviderId id) {
        return truth.providers().remove(organisation, id);
    }

    Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
        return truth.snapshots().latest(session, last);
    }

    void keep(Storage truth, SessionKey session, Snapshot snapshot) {
        truth.snapshots().keep(session, snapshot);
    }

    /** What an honest storage would do with the batch. */
    static AppendOutcome honestly(Storage truth, Batch batch) {
        return Await.outcome(AT_ONCE, truth.log().append(List.of(batch))).getFirst();
    }
}
