package dev.perdure.engine.turn.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.budget.CallKey;
import dev.perdure.engine.budget.ConcernedSubjects;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.work.Epoch;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.BudgetNews;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ModelPassageTest {

    private static final BudgetNotice HOLDING =
            new BudgetNotice(
                    new BudgetId(new UUID(0, 1)),
                    BudgetCurrency.USD,
                    BigDecimal.TEN,
                    BigDecimal.ZERO,
                    null,
                    false,
                    "Nothing is left.");

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ModelPassage passage =
            new ModelPassage(
                    new ModelCatalog(List.of()),
                    new Circuits(storage.circuits()),
                    new Spending(
                            storage.budgets(),
                            new ConcernedSubjects(storage.budgets(), storage.clock())),
                    new Moments(storage.clock(), UUID::randomUUID, new Random(1), Timing.system()));

    @Test
    void what_stands_against_a_call_before_its_budget_is_asked_makes_no_room_in_that()
            throws Exception {
        ModelPassage.Passed passed = passage.call(payer(), request(), stream -> null);

        assertThat(passed.failure()).isNotNull();
        assertThat(passed.failure().kind()).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(passed.news()).isEqualTo(new BudgetNews(HOLDING, null, List.of()));
    }

    private static Payer payer() {
        CallKey call =
                new CallKey(
                        new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(0, 2))),
                        new TurnId(new UUID(0, 3)),
                        StepNumber.FIRST,
                        Attempt.FIRST);
        return new Payer(call, Epoch.UNCLAIMED, null, HOLDING);
    }

    private static ModelRequest request() {
        return new ModelRequest(
                new ModelRef("gone/small"),
                "",
                List.of(),
                List.of(),
                JsonObject.empty(),
                new ModelTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }
}
