package dev.perdure.contract.lies;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.AgentStore.AgentQuery;
import dev.perdure.engine.store.AgentStore.AgentWrite;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.ProviderStore.ProviderWrite;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says yes to everything, keeps nothing and shows nothing. */
final class Hollow extends Liar {

    @Override
    AppendOutcome append(Storage truth, Batch asked) {
        return Fabricated.success(truth, asked);
    }

    @Override
    Optional<SessionHead> head(Storage truth, SessionKey session) {
        return Optional.empty();
    }

    @Override
    List<Envelope> read(
            Storage truth, SessionKey session, Offset after, int limit, Selection selection) {
        return List.of();
    }

    @Override
    List<Envelope> latest(Storage truth, SessionKey session, StreamVersion before, int limit) {
        return List.of();
    }

    @Override
    List<Envelope> facts(Storage truth, SessionKey session, StreamVersion from, StreamVersion to) {
        return List.of();
    }

    @Override
    Offset lastFactAt(Storage truth, SessionKey session, Instant time) {
        return Offset.START;
    }

    @Override
    Subscription follow(Storage truth, SessionKey session, Offset after) {
        return new LyingTail(truth.log().follow(session, after)) {
            @Override
            public List<Envelope> next(Duration max) {
                return List.of();
            }
        };
    }

    @Override
    void join(Storage truth) {}

    @Override
    List<Claim> claim(Storage truth, int places) {
        return List.of();
    }

    @Override
    void awaitDue(Storage truth, Duration max) {}

    @Override
    boolean renew(Storage truth) {
        return true;
    }

    @Override
    Optional<Agent> find(Storage truth, OrganisationId organisation, AgentId id) {
        return Optional.empty();
    }

    @Override
    Optional<Agent> findActive(Storage truth, OrganisationId organisation, String slug) {
        return Optional.empty();
    }

    @Override
    Optional<AgentSettings> settings(
            Storage truth, OrganisationId organisation, AgentId id, AgentVersion version) {
        return Optional.empty();
    }

    @Override
    Page<Agent> list(Storage truth, OrganisationId organisation, AgentQuery query) {
        return new Page<>(List.of(), 0);
    }

    @Override
    AgentWrite insert(Storage truth, Agent agent) {
        return AgentWrite.STORED;
    }

    @Override
    AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
        return AgentWrite.STORED;
    }

    @Override
    Optional<Provider> find(Storage truth, OrganisationId organisation, ProviderId id) {
        return Optional.empty();
    }

    @Override
    List<Provider> providers(Storage truth, OrganisationId organisation) {
        return List.of();
    }

    @Override
    ProviderWrite insert(Storage truth, Provider provider) {
        return ProviderWrite.STORED;
    }

    @Override
    ProviderWrite replace(Storage truth, Provider provider, int seen) {
        return ProviderWrite.STORED;
    }

    @Override
    boolean remove(Storage truth, OrganisationId organisation, ProviderId id) {
        return true;
    }

    @Override
    Optional<Session> find(Storage truth, SessionKey session) {
        return Optional.empty();
    }

    @Override
    Page<Session> list(Storage truth, OrganisationId organisation, SessionQuery query) {
        return new Page<>(List.of(), 0);
    }

    @Override
    boolean remove(Storage truth, SessionKey session) {
        return true;
    }

    @Override
    StreamVersion delivered(Storage truth, SessionKey session) {
        return StreamVersion.NONE;
    }

    @Override
    void markDelivered(Storage truth, Map<SessionKey, StreamVersion> marks) {}

    @Override
    Optional<Snapshot> snapshot(Storage truth, SessionKey session, StreamVersion last) {
        return Optional.empty();
    }

    @Override
    void keep(Storage truth, SessionKey session, Snapshot snapshot) {}
}
