package dev.perdure.engine.agent;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.AgentVersion;
import dev.perdure.agent.Slug;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Has an agent exist as drafted, so that a script can say it again and again: a draft with the id,
 * or with the slug, of an agent revises that agent; any other draft creates one. Free text never
 * revises, because two agents may be called the same.
 */
public final class RegisterAgent {

    private static final int SLUG_TRIES_MAX = 20;
    private static final int SLUG_NUMBER_MAX = 9;

    private final AgentStore agents;
    private final ReviseAgent revise;
    private final SettingsCheck check;
    private final InstantSource clock;
    private final IdSource ids;

    public RegisterAgent(
            AgentStore agents,
            ReviseAgent revise,
            SettingsCheck check,
            InstantSource clock,
            IdSource ids) {
        this.agents = agents;
        this.revise = revise;
        this.check = check;
        this.clock = clock;
        this.ids = ids;
    }

    public Either<Refusal, Registered> register(OrganisationId organisation, AgentDraft draft) {
        Optional<Either<Refusal, Registered>> answer;
        do {
            answer = tryToRegister(organisation, draft);
        } while (answer.isEmpty());
        return answer.get();
    }

    /** Empty when somebody else had the agent come into being meanwhile: it is known next time. */
    private Optional<Either<Refusal, Registered>> tryToRegister(
            OrganisationId organisation, AgentDraft draft) {
        Optional<Agent> known = known(organisation, draft);
        if (known.isPresent()) {
            return Optional.of(
                    revise.revise(organisation, known.get().id(), draft.edit())
                            .map(agent -> new Registered(agent, false)));
        }
        Either<Refusal, AgentSettings> checked =
                check.check(organisation, draft.edit().apply(AgentSettings.of(draft.name(), "")));
        return checked.isLeft()
                ? Optional.of(Either.left(checked.getLeft()))
                : create(organisation, draft, checked.get());
    }

    private Optional<Agent> known(OrganisationId organisation, AgentDraft draft) {
        if (draft.id() != null) {
            return agents.find(organisation, draft.id());
        }
        return Slug.isSlug(draft.name())
                ? agents.findActive(organisation, draft.name())
                : Optional.empty();
    }

    private Optional<Either<Refusal, Registered>> create(
            OrganisationId organisation, AgentDraft draft, AgentSettings settings) {
        Instant now = clock.instant();
        AgentId id = draft.id() == null ? new AgentId(ids.next()) : draft.id();
        boolean named = Slug.isSlug(settings.name());
        String slug = named ? settings.name() : Slug.from(settings.name());
        for (int number = 1; number <= SLUG_TRIES_MAX; number++) {
            Agent agent =
                    new Agent(
                            id,
                            organisation,
                            candidate(slug, number),
                            AgentVersion.FIRST,
                            settings,
                            AgentStatus.ACTIVE,
                            now,
                            now);
            switch (agents.insert(agent)) {
                case STORED -> {
                    return Optional.of(Either.right(new Registered(agent, true)));
                }
                case SLUG_TAKEN -> {
                    if (named) {
                        return overtakenOr(
                                organisation, draft, "Another agent has this name already.");
                    }
                }
                case ID_TAKEN, VERSION_CONFLICT -> {
                    return overtakenOr(
                            organisation, draft, "The id of the agent is already in use.");
                }
            }
        }
        return conflicting("Too many agents are called like " + settings.name() + ".");
    }

    /** A draft that now stands for a known agent was overtaken; any other is in conflict. */
    private Optional<Either<Refusal, Registered>> overtakenOr(
            OrganisationId organisation, AgentDraft draft, String sentence) {
        return known(organisation, draft).isPresent() ? Optional.empty() : conflicting(sentence);
    }

    private static Optional<Either<Refusal, Registered>> conflicting(String sentence) {
        return Optional.of(Either.left(new Refusal.Conflicting(sentence)));
    }

    /**
     * The slug itself, then numbered, then with a piece of a fresh id, so that many namesakes cost
     * little.
     */
    private String candidate(String slug, int number) {
        if (number == 1) {
            return slug;
        }
        if (number <= SLUG_NUMBER_MAX) {
            return slug + "-" + number;
        }
        return slug + "-" + String.format(Locale.ROOT, "%06x", ids.next().hashCode() & 0xFFFFFF);
    }

    /** The agent as it stands, and whether this call brought it into being. */
    public record Registered(Agent agent, boolean created) {}
}
