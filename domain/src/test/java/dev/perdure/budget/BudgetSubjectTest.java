package dev.perdure.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentId;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BudgetSubjectTest {

    private static final UUID SESSION = new UUID(1, 1);
    private static final UUID AGENT = new UUID(2, 2);
    private static final UUID PARENT = new UUID(3, 3);
    private static final UUID GRANDPARENT = new UUID(4, 4);
    private static final UUID LEADER = new UUID(5, 5);

    @Test
    void a_task_is_paid_for_by_everybody_along_the_line() {
        SessionSettings settings =
                new SessionSettings(
                        Harness.GENERIC_ID,
                        null,
                        new AgentId(AGENT),
                        "",
                        List.of(),
                        null,
                        "",
                        List.of(),
                        List.of(),
                        null,
                        null,
                        JsonObject.empty(),
                        List.of(new SessionId(PARENT), new SessionId(GRANDPARENT)),
                        List.of(new AgentId(AGENT), new AgentId(LEADER)));

        assertThat(
                        BudgetSubject.of(
                                new SessionKey(OrganisationId.DEFAULT, new SessionId(SESSION)),
                                settings))
                .containsExactly(
                        new BudgetSubject(BudgetSubject.Kind.SESSION, SESSION),
                        new BudgetSubject(BudgetSubject.Kind.AGENT, AGENT),
                        new BudgetSubject(
                                BudgetSubject.Kind.ORGANISATION, OrganisationId.DEFAULT.value()),
                        new BudgetSubject(BudgetSubject.Kind.SESSION, PARENT),
                        new BudgetSubject(BudgetSubject.Kind.SESSION, GRANDPARENT),
                        new BudgetSubject(BudgetSubject.Kind.AGENT, LEADER));
    }
}
