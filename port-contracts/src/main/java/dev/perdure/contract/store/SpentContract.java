package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.Spent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageId;
import dev.perdure.model.Cost;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What calls of models came to, as the log of each session says. */
public abstract class SpentContract extends StorageContract {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final Instant FAR = Instant.parse("2200-01-01T00:00:00Z");
    private static final Usage ONE =
            new Usage(1, 2, 3, 4, 1L, new Cost(new BigDecimal("0.000000000125")));
    private static final Usage OTHER = new Usage(10, 20, 30, 40);

    @Test
    void sums_are_made_by_session_agent_organisation_and_model() {
        SessionScenario first = openSession();
        SessionScenario second = openSession();
        answered(first, "a", ONE);
        answered(first, "b", OTHER);
        answered(second, "a", ONE);

        assertThat(spent(HOME, Spent.By.MODEL))
                .containsExactly(new Spent("a", ONE.plus(ONE)), new Spent("b", OTHER));
        assertThat(spent(HOME, Spent.By.SESSION))
                .containsExactlyInAnyOrder(
                        new Spent(first.key().id().value().toString(), ONE.plus(OTHER)),
                        new Spent(second.key().id().value().toString(), ONE));
        assertThat(spent(HOME, Spent.By.ORGANISATION))
                .containsExactly(new Spent(HOME.value().toString(), ONE.plus(OTHER).plus(ONE)));
        assertThat(spent(HOME, Spent.By.AGENT))
                .extracting(Spent::usage)
                .containsExactly(ONE.plus(OTHER).plus(ONE));
    }

    @Test
    void only_the_time_that_is_asked_for_and_the_own_organisation_count() {
        SessionScenario session = openSession();
        answered(session, "a", ONE);

        for (Spent.By by : Spent.By.values()) {
            assertThat(spent(stranger(), by)).isEmpty();
            assertThat(
                            otherNode()
                                    .sessions()
                                    .spent(HOME, new Spent.Query(by, Instant.EPOCH, Instant.EPOCH)))
                    .isEmpty();
            assertThat(otherNode().sessions().spent(HOME, new Spent.Query(by, FAR, FAR))).isEmpty();
        }
        node().sessions().remove(session.key());
        assertThat(spent(HOME, Spent.By.SESSION)).isEmpty();
    }

    private List<Spent> spent(OrganisationId organisation, Spent.By by) {
        return otherNode().sessions().spent(organisation, new Spent.Query(by, Instant.EPOCH, FAR));
    }

    private static void answered(SessionScenario session, String model, Usage usage) {
        TurnId turn = Sample.turn();
        session.write(
                new StepEvent.GenerationRecorded(
                        turn,
                        StepNumber.FIRST,
                        Attempt.FIRST,
                        new StreamVersion(1),
                        new StreamVersion(1),
                        "00",
                        new MessageId(UUID.randomUUID()),
                        new ModelRef(model),
                        FinishReason.STOP,
                        usage,
                        Duration.ZERO,
                        null),
                new TurnEvent.SessionIdled(turn, usage));
    }
}
