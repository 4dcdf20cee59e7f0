package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private static final int SAME_STEPS = 3;

    private List<Event> last = List.of();
    private TurnState state =
            Given.after(new TurnInput.Begin(null, Given.MODEL, limits(), Given.at(Duration.ZERO)));

    @Test
    void steps_that_come_to_the_same_again_and_again_end_the_turn() {
        step("5", Given.readOnly("a"));
        step("5", Given.readOnly("a"));
        assertThat(state).isInstanceOf(TurnState.Reasoning.class);

        step("5", Given.readOnly("a"));

        assertThat(state).isEqualTo(new TurnState.Sealed(Given.TURN, SealReason.NO_PROGRESS));
        assertThat(last).hasSize(4);
        assertThat(last.get(0)).isInstanceOf(StepEvent.ToolCompleted.class);
        assertThat(last.get(1)).isInstanceOf(StepEvent.ActCompleted.class);
        assertThat(last.get(3)).isInstanceOf(TurnEvent.SessionIdled.class);
        assertThat(((TurnEvent.TurnSealed) last.get(2)).steps()).isEqualTo(SAME_STEPS);
    }

    @Test
    void another_result_is_progress() {
        step("5", Given.readOnly("a"));
        step("5", Given.readOnly("a"));
        step("6", Given.readOnly("a"));
        step("6", Given.readOnly("a"));

        assertThat(state).isInstanceOf(TurnState.Reasoning.class);
    }

    @Test
    void another_call_is_progress_and_the_count_begins_anew() {
        step("5", Given.readOnly("a"));
        step("5", Given.readOnly("a"));
        step("5", Given.readOnly("b"));
        step("5", Given.readOnly("a"));
        step("5", Given.readOnly("a"));

        assertThat(state).isInstanceOf(TurnState.Reasoning.class);
    }

    @Test
    void one_more_call_beside_the_others_is_progress() {
        step("5", Given.readOnly("a"));
        step("5", Given.readOnly("a"));
        step("5", Given.readOnly("a"), Given.readOnly("b"));

        assertThat(state).isInstanceOf(TurnState.Reasoning.class);
    }

    private void step(String result, PlannedCall... calls) {
        StepNumber step = ((TurnState.Reasoning) state).progress().step();
        learn(Given.answered(step.value(), 1, calls));
        for (PlannedCall call : calls) {
            learn(
                    new TurnInput.ToolReturned(
                            call.call().id(),
                            ToolResult.success(result),
                            Duration.ZERO,
                            Given.soon()));
        }
    }

    private void learn(TurnInput input) {
        last = Given.facts(state, input);
        state = Given.after(state, last);
    }

    private static TurnLimits limits() {
        return new TurnLimits(
                100,
                5,
                2,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                1_000,
                1_000,
                Duration.ofHours(1),
                SAME_STEPS,
                1_000);
    }
}
