package dev.perdure.rest.everruns.wire;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.session.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Finds what a path names; a session is found below its own agent only. */
public record AgentSessionLookup(
        AgentLookup agents, SessionLookup sessions, OrganisationResolver organisations) {

    public static AgentSessionLookup of(EngineParts engine, OrganisationResolver organisations) {
        SessionStore sessions = engine.sessions();
        return new AgentSessionLookup(
                new AgentLookup(engine.agents()),
                new SessionLookup(sessions, organisations),
                organisations);
    }

    public Agent agent(HttpServletRequest request, String agent) {
        return agents.find(organisations.organisation(request), agent)
                .orElseThrow(() -> RequestProblems.noSuch("agent", agent));
    }

    public Session session(HttpServletRequest request, String agent, String session) {
        Session found = sessions.session(request, session);
        AgentId owner = found.settings().agent();
        if (owner == null || !isNamed(request, owner, agent)) {
            throw RequestProblems.noSuch("session", session);
        }
        return found;
    }

    private boolean isNamed(HttpServletRequest request, AgentId owner, String agent) {
        Optional<AgentId> named = WireId.AGENT.read(agent).map(AgentId::new);
        return (named.isPresent() && named.get().equals(owner))
                || agents.find(organisations.organisation(request), agent)
                        .map(Agent::id)
                        .filter(owner::equals)
                        .isPresent();
    }
}
