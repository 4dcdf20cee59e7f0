package dev.perdure.engine.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetToolsTest {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final Node node = Node.on(storage).idle();
    private final SessionKey session = node.open();
    private final BudgetTools tools =
            new BudgetTools(
                    new ReadBudgets(storage.budgets(), storage.clock()), storage.sessions());

    @AfterEach
    void close() {
        node.close();
        storage.close();
    }

    @Test
    void a_session_without_a_budget_is_not_bounded() {
        assertThat(check(session).output()).isEqualTo("{\"bounded\":false,\"budgets\":[]}");
    }

    @Test
    void what_is_left_is_told_of_every_budget_that_concerns_the_session_and_of_no_other() {
        keep(new BudgetSubject(BudgetSubject.Kind.SESSION, session.id().value()), "2.50");
        keep(new BudgetSubject(BudgetSubject.Kind.SESSION, node.open().id().value()), "7");
        keep(
                new BudgetSubject(BudgetSubject.Kind.ORGANISATION, session.organisation().value()),
                "100");

        assertThat(check(session).output())
                .contains(
                        "\"bounded\":true",
                        "{\"of\":\"session\",\"status\":\"active\",\"currency\":\"usd\","
                                + "\"limit\":\"2.5\",\"left\":\"2.5\"}",
                        "\"of\":\"organisation\"",
                        "\"limit\":\"100\"")
                .doesNotContain("\"7\"");
    }

    @Test
    void a_budget_that_is_not_counted_bounds_nothing() {
        BudgetSubject own = new BudgetSubject(BudgetSubject.Kind.SESSION, session.id().value());
        node.useCases()
                .budgets()
                .keep()
                .revise(
                        session.organisation(),
                        keep(own, "1"),
                        terms -> terms.mode(BudgetTerms.Mode.DISABLED));

        assertThat(check(session).output()).contains("\"bounded\":false");
    }

    @Test
    void of_a_session_that_is_gone_nothing_is_told() {
        SessionKey gone = new SessionKey(session.organisation(), new SessionId(UUID.randomUUID()));

        assertThat(check(gone).error()).isEqualTo("The session is gone.");
    }

    private BudgetId keep(BudgetSubject subject, String limit) {
        return node.useCases()
                .budgets()
                .keep()
                .add(
                        session.organisation(),
                        new BudgetDraft(
                                subject,
                                BudgetCurrency.USD,
                                new BigDecimal(limit),
                                null,
                                null,
                                JsonObject.empty()))
                .get()
                .id();
    }

    private ToolResult check(SessionKey of) {
        return tools.run(
                tools.capabilities().getFirst().id(),
                new ToolCall(new ToolCallId("call"), "check_budget", new JsonText("{}")),
                new ToolContext(
                        of,
                        new TurnId(new UUID(1, 1)),
                        JsonObject.empty(),
                        new IdempotencyKey("key"),
                        Instant.MAX));
    }
}
