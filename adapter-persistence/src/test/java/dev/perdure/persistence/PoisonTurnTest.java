package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.Engine;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Entry;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A turn that every owner dies of, over the real queue. */
class PoisonTurnTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Database database = Database.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_turn_that_nobody_survives_is_claimed_a_bounded_number_of_times() {
        try (Storage witness = database.storage()) {
            SessionScenario session = SessionScenario.opened(witness, PATIENCE);
            TurnId turn = session.enqueue();
            TurnId next = Sample.turn();
            session.append(session.arrival(next, "next", false));
            for (int death = 1; death <= TurnLimits.CLAIMS_IN_VAIN; death++) {
                witness.work().join();
                Claim claim = witness.work().claim(1).getFirst();
                assertThat(claim.turn()).isEqualTo(turn);
                assertThat(claim.inVain()).isEqualTo(death);
                witness.work().leave();
            }

            try (Engine engine = Engine.on(database.storage(), new Unasked())) {
                Await.until(
                        PATIENCE,
                        "the turn is given up and the next one has ended, too",
                        () -> session.on(engine.storage()).head().status() == SessionStatus.IDLE);
            }

            List<Entry> entries = session.entries();
            TurnEvent.TurnFailed end =
                    entries.stream()
                            .filter(TurnEvent.TurnFailed.class::isInstance)
                            .map(TurnEvent.TurnFailed.class::cast)
                            .findFirst()
                            .orElseThrow();
            assertThat(end.turn()).isEqualTo(turn);
            assertThat(end.reason()).isEqualTo(FailureReason.CLAIMS_EXHAUSTED);
            assertThat(end.sentence()).contains(" 20 times ");
            assertThat(entries.indexOf(end) + 1)
                    .isEqualTo(entries.indexOf(new TurnEvent.SessionIdled(turn, end.usage())));
        }
    }

    /** A model that has no answer. */
    private record Unasked() implements ModelClient {

        @Override
        public boolean serves(ModelRef model) {
            return true;
        }

        @Override
        public List<ModelRef> models() {
            return List.of(new ModelRef("unasked"));
        }

        @Override
        public ModelStream open(ModelRequest request) {
            throw new IllegalStateException("No answer.");
        }
    }
}
