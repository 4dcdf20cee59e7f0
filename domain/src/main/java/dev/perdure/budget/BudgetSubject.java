package dev.perdure.budget;

import dev.perdure.agent.AgentId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose calls a budget is for: those of one session, of all sessions of an agent, or all. */
public record BudgetSubject(Kind kind, UUID id) {

    /** What a budget can be for. */
    public enum Kind {
        SESSION,
        AGENT,
        ORGANISATION
    }

    /**
     * Everything whose budgets a call of the session is reserved from; a task is paid for by those
     * who delegated it as well, sessions and their agents.
     */
    public static List<BudgetSubject> of(SessionKey session, SessionSettings settings) {
        List<BudgetSubject> all = new ArrayList<>(of(session, settings.agent()));
        settings.ancestors()
                .forEach(ancestor -> all.add(new BudgetSubject(Kind.SESSION, ancestor.value())));
        settings.ancestorAgents()
                .forEach(agent -> all.add(new BudgetSubject(Kind.AGENT, agent.value())));
        return all.stream().distinct().toList();
    }

    /** The same of a session that nobody delegated to. */
    public static List<BudgetSubject> of(SessionKey session, @Nullable AgentId agent) {
        List<BudgetSubject> all = new ArrayList<>();
        all.add(new BudgetSubject(Kind.SESSION, session.id().value()));
        if (agent != null) {
            all.add(new BudgetSubject(Kind.AGENT, agent.value()));
        }
        all.add(new BudgetSubject(Kind.ORGANISATION, session.organisation().value()));
        return all;
    }
}
