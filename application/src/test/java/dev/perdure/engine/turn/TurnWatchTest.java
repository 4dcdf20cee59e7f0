package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.loop.Progress;
import dev.perdure.loop.Recourse;
import dev.perdure.loop.Repetition;
import dev.perdure.loop.TurnState;
import dev.perdure.loop.Waiting;
import dev.perdure.message.MessageId;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TurnWatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TurnWatch watch = new TurnWatch();

    @Test
    void the_time_of_a_step_begins_when_its_owner_first_sees_it() {
        Instant end = watch.stepEnd(atStep(1), NOON);

        assertThat(end).isEqualTo(NOON.plus(TurnLimits.STEP_TIME));
        assertThat(watch.stepEnd(atStep(1), NOON.plusSeconds(60))).isEqualTo(end);
    }

    @Test
    void the_next_step_has_a_time_of_its_own() {
        watch.stepEnd(atStep(1), NOON);

        assertThat(watch.stepEnd(atStep(2), NOON.plusSeconds(60)))
                .isEqualTo(NOON.plusSeconds(60).plus(TurnLimits.STEP_TIME));
    }

    private static TurnState.Open atStep(int step) {
        return new TurnState.Ready(
                new Progress(
                        new TurnId(new UUID(1, 1)),
                        new MessageId(new UUID(1, 2)),
                        null,
                        new ModelRef("scripted"),
                        TurnLimits.DEFAULT,
                        NOON,
                        new StepNumber(step),
                        Usage.NONE,
                        0,
                        0,
                        Waiting.NONE,
                        Repetition.NONE,
                        Recourse.of(List.of()),
                        null),
                Attempt.FIRST);
    }
}
