package dev.perdure.engine.delegation;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.schedule.ScheduleTools;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.harness.HarnessBase;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a sub-agent is made of: never more than the session that delegates has itself. */
final class Inheritance {

    /** A sub-agent may have sub-agents, and those may have none. */
    static final int DEPTH_MAX = 2;

    /** What outlives its task would be nobody's to look after. */
    private static final CapabilityId SCHEDULES = ScheduleTools.CAPABILITY;

    private static final String PREAMBLE =
            "You are a sub-agent: another agent gave you one task. Work on it by yourself, without"
                    + " asking back. Your last message is all that agent is told, so put everything"
                    + " into it that matters. Wait for sub-agents of your own, if you have any.";

    private final AgentStore agents;
    private final Harnesses harnesses;

    Inheritance(AgentStore agents, Harnesses harnesses) {
        this.agents = agents;
        this.harnesses = harnesses;
    }

    Either<Refusal, SessionSettings> settings(
            SessionKey parent, SessionState state, TurnId turn, TaskDraft draft) {
        SessionSettings own = state.settings();
        if (own == null) {
            return Either.left(Refusal.noSuchSession(parent.id().value().toString()));
        }
        int depth = own.ancestors().size() + 1;
        if (depth > DEPTH_MAX && !draft.isOneCall()) {
            return Either.left(
                    new Refusal.Conflicting(
                            "This is a sub-agent of a sub-agent, and may have none itself."));
        }
        if (draft.agent() != null && draft.capabilities() != null) {
            return Either.left(
                    new Refusal.Invalid(
                            "capabilities",
                            "An agent has capabilities of its own: name either it or some of"
                                    + " yours."));
        }
        Optional<AgentSettings> agent = agent(parent, state, turn);
        if (own.agent() != null && agent.isEmpty()) {
            return Either.left(
                    new Refusal.Conflicting(
                            "The turn is over, and nothing can be given on from it."));
        }
        Estate estate = new Estate(base(own), agent.orElse(null), own);
        Map<CapabilityId, CapabilityRef> had = estate.capabilities();
        had.remove(SCHEDULES);
        if (depth >= DEPTH_MAX) {
            had.remove(TaskTools.CAPABILITY);
        }
        return draft.agent() == null
                ? plain(draft, had).map(used -> child(parent, estate, used, draft))
                : named(parent, draft.agent(), had)
                        .map(named -> child(parent, estate, named, draft));
    }

    /** The agent as the turn runs it; absent when the session has none, or when it is over. */
    private Optional<AgentSettings> agent(SessionKey parent, SessionState state, TurnId turn) {
        return state.turn(turn)
                .filter(TurnState.Open.class::isInstance)
                .map(open -> ((TurnState.Open) open).progress().agent())
                .flatMap(pin -> agents.settings(parent.organisation(), pin.agent(), pin.version()));
    }

    private HarnessBase base(SessionSettings session) {
        HarnessBase kept = session.base();
        return kept != null
                ? kept
                : harnesses.find(session.harness()).map(harnesses::base).orElse(HarnessBase.EMPTY);
    }

    private static Either<Refusal, List<CapabilityRef>> plain(
            TaskDraft draft, Map<CapabilityId, CapabilityRef> had) {
        if (draft.capabilities() == null) {
            return Either.right(List.copyOf(had.values()));
        }
        List<CapabilityRef> used =
                new ArrayList<>(
                        had.values().stream()
                                .filter(ref -> Estate.steers(ref.id()))
                                .filter(ref -> !draft.capabilities().contains(ref.id()))
                                .toList());
        for (CapabilityId id : draft.capabilities()) {
            CapabilityRef ref = had.get(id);
            if (ref == null) {
                return Either.left(beyond(Set.of(id)));
            }
            used.add(ref);
        }
        return Either.right(used);
    }

    private Either<Refusal, AgentId> named(
            SessionKey parent, String name, Map<CapabilityId, CapabilityRef> had) {
        Optional<Agent> found = find(parent, name);
        if (found.isEmpty()) {
            return Either.left(Refusal.noSuchAgent(name));
        }
        Set<CapabilityId> more =
                found.get().settings().capabilities().stream()
                        .map(CapabilityRef::id)
                        .filter(id -> !had.containsKey(id) && !Estate.isEverybodys(id))
                        .collect(Collectors.toUnmodifiableSet());
        if (more.contains(SCHEDULES)) {
            return Either.left(
                    new Refusal.Invalid(
                            "agent",
                            "A sub-agent makes no schedules, so it cannot be this agent, which has "
                                    + SCHEDULES.value()
                                    + "."));
        }
        if (!more.isEmpty()) {
            return Either.left(beyond(more));
        }
        Set<CapabilityId> others =
                found.get().settings().capabilities().stream()
                        .filter(ref -> !Estate.isEverybodys(ref.id()))
                        .filter(ref -> !ref.equals(had.get(ref.id())))
                        .map(CapabilityRef::id)
                        .collect(Collectors.toUnmodifiableSet());
        return others.isEmpty()
                ? Either.right(found.get().id())
                : Either.left(
                        new Refusal.Invalid(
                                "agent",
                                "A sub-agent may do no more than this session, where these are set"
                                        + " up otherwise: "
                                        + names(others)
                                        + "."));
    }

    private static String names(Set<CapabilityId> ids) {
        return ids.stream().map(CapabilityId::value).sorted().collect(Collectors.joining(", "));
    }

    private Optional<Agent> find(SessionKey parent, String name) {
        try {
            return agents.find(parent.organisation(), new AgentId(UUID.fromString(name)));
        } catch (IllegalArgumentException noId) {
            return agents.findActive(parent.organisation(), name);
        }
    }

    private static Refusal beyond(Set<CapabilityId> more) {
        return new Refusal.Invalid(
                "capabilities",
                "A sub-agent has no more capabilities than this session, which has not: "
                        + names(more)
                        + ".");
    }

    /** All its capabilities are chosen, so its base has none. */
    private static SessionSettings child(
            SessionKey parent, Estate estate, List<CapabilityRef> chosen, TaskDraft draft) {
        List<CapabilityRef> capabilities = new ArrayList<>(chosen);
        capabilities.addAll(estate.approvals());
        return new SessionSettings(
                estate.session().harness(),
                estate.bare(),
                null,
                draft.title(),
                List.of(),
                draft.model() == null ? estate.model() : draft.model(),
                told(draft),
                capabilities,
                List.of(),
                estate.maxSteps(),
                null,
                estate.network(),
                ancestors(parent, estate.session()),
                agents(estate.session()));
    }

    /** It has what its agent has; whom it has to ask, and whom it may, is as it was before. */
    private static SessionSettings child(
            SessionKey parent, Estate estate, AgentId agent, TaskDraft draft) {
        SessionSettings own = estate.session();
        boolean last = own.ancestors().size() + 1 == DEPTH_MAX;
        List<CapabilityRef> based =
                estate.base().capabilities().stream()
                        .filter(ref -> !ref.id().equals(CapabilityId.TOOL_APPROVAL))
                        .filter(ref -> !ref.id().equals(SCHEDULES))
                        .filter(ref -> !last || !ref.id().equals(TaskTools.CAPABILITY))
                        .toList();
        return new SessionSettings(
                own.harness(),
                estate.base().with(based),
                agent,
                draft.title(),
                List.of(),
                null,
                told(draft),
                Stream.concat(estate.approvals().stream(), estate.steering().stream()).toList(),
                List.of(),
                own.maxSteps(),
                null,
                estate.network(),
                ancestors(parent, own),
                agents(own));
    }

    private static String told(TaskDraft draft) {
        if (draft.isOneCall()) {
            return draft.task();
        }
        return draft.instructions().isBlank() ? PREAMBLE : PREAMBLE + "\n\n" + draft.instructions();
    }

    private static List<AgentId> agents(SessionSettings own) {
        return Stream.concat(Stream.ofNullable(own.agent()), own.ancestorAgents().stream())
                .distinct()
                .toList();
    }

    private static List<SessionId> ancestors(SessionKey parent, SessionSettings own) {
        List<SessionId> all = new ArrayList<>();
        all.add(parent.id());
        all.addAll(own.ancestors());
        return all;
    }
}
