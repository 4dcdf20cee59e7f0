package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.PatientTiming;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.turn.effect.Performance;
import dev.perdure.loop.Moment;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.message.MessageId;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EffectsUnderWayTest {

    private static final TurnId TURN = new TurnId(new UUID(1, 1));
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final TurnEffect EFFECT = tool("a");

    private final EffectsUnderWay effects = new EffectsUnderWay(Timing.system());

    @Test
    void an_outcome_is_learned_and_its_effect_under_way_until_it_is_settled() throws Exception {
        effects.start(EFFECT, () -> returned("a", "done"));

        Learned.Outcome outcome = (Learned.Outcome) effects.next(LONG);

        assertThat(outcome.input()).isEqualTo(returned("a", "done"));
        assertThat(effects.isUnderWay(EFFECT)).isTrue();
        effects.settle(outcome.effect());
        assertThat(effects.isUnderWay(EFFECT)).isFalse();
    }

    @Test
    void what_is_put_back_is_learned_next() throws Exception {
        effects.start(EFFECT, () -> returned("a", "done"));
        Learned outcome = effects.next(LONG);
        effects.put(new Learned.LogMoved());

        effects.putBack(outcome);

        assertThat(effects.next(LONG)).isEqualTo(outcome);
        assertThat(effects.next(LONG)).isEqualTo(new Learned.LogMoved());
    }

    @Test
    void what_was_given_up_is_never_heard_of_again() throws Exception {
        Gate gate = new Gate();
        effects.start(EFFECT, deaf(gate, "late"));
        gate.awaitReached();
        effects.abandon();
        effects.start(EFFECT, () -> returned("a", "in time"));
        gate.open();

        Learned.Outcome outcome = (Learned.Outcome) effects.next(LONG);
        effects.settle(outcome.effect());

        assertThat(outcome.input()).isEqualTo(returned("a", "in time"));
        assertThat(effects.next(SHORT)).isNull();
    }

    @Test
    void what_is_not_wanted_is_stopped_and_the_rest_goes_on() throws Exception {
        Gate unwanted = new Gate();
        Gate wanted = new Gate();
        effects.start(EFFECT, polite(unwanted, "no"));
        effects.start(tool("b"), polite(wanted, "yes"));
        unwanted.awaitReached();
        wanted.awaitReached();

        effects.keepOnly(List.of(tool("b")));

        unwanted.awaitInterrupted();
        assertThat(effects.isUnderWay(EFFECT)).isFalse();
        wanted.open();
        assertThat(((Learned.Outcome) effects.next(LONG)).input()).isEqualTo(returned("a", "yes"));
    }

    @Test
    void an_abort_collects_what_the_tools_have_to_say_and_remembers_it() throws Exception {
        EffectsUnderWay patient = new EffectsUnderWay(new PatientTiming());
        patient.start(EFFECT, obedient("a", "half done"));

        assertThat(patient.abort())
                .containsExactly(Map.entry(new ToolCallId("a"), ToolResult.success("half done")));
        assertThat(patient.abort()).containsKey(new ToolCallId("a"));
        assertThat(patient.isUnderWay(EFFECT)).isFalse();
    }

    @Test
    void an_abort_does_not_wait_for_the_deaf_and_forgets_no_stop() throws Exception {
        Gate gate = new Gate();
        effects.start(EFFECT, deaf(gate, "late"));
        gate.awaitReached();
        effects.put(new Learned.Stop());

        assertThat(effects.abort()).isEmpty();

        gate.open();
        assertThat(effects.next(LONG)).isEqualTo(new Learned.Stop());
    }

    @Test
    void waiting_for_a_stop_keeps_everything_else_in_order() throws Exception {
        effects.start(EFFECT, () -> returned("a", "done"));
        Learned outcome = effects.next(LONG);
        effects.putBack(outcome);
        effects.put(new Learned.LogMoved());

        assertThat(effects.awaitStop(SHORT)).isFalse();
        effects.put(new Learned.Stop());
        assertThat(effects.awaitStop(LONG)).isTrue();

        assertThat(effects.next(LONG)).isEqualTo(outcome);
        assertThat(effects.next(LONG)).isEqualTo(new Learned.LogMoved());
        assertThat(effects.next(LONG)).isEqualTo(new Learned.Stop());
    }

    @Test
    void many_nudges_are_one() throws Exception {
        for (int i = 0; i < 100; i++) {
            effects.put(new Learned.LogMoved());
        }

        assertThat(effects.next(LONG)).isEqualTo(new Learned.LogMoved());
        assertThat(effects.next(SHORT)).isNull();
    }

    @Test
    void an_error_of_a_performance_is_learned() throws Exception {
        effects.start(
                EFFECT,
                () -> {
                    throw new StackOverflowError();
                });

        assertThat(((Learned.Broken) effects.next(LONG)).cause())
                .isInstanceOf(StackOverflowError.class);
    }

    private static Performance deaf(Gate gate, String output) {
        return () -> {
            gate.passDeaf();
            return returned("a", output);
        };
    }

    private static Performance polite(Gate gate, String output) {
        return () -> {
            gate.pass();
            return returned("a", output);
        };
    }

    /** Ends when it is interrupted, and says how far it came. */
    private static Performance obedient(String call, String output) {
        return () -> {
            try {
                new Gate().pass();
            } catch (InterruptedException asked) {
                return returned(call, output);
            }
            return returned(call, "never");
        };
    }

    private static TurnEffect tool(String call) {
        return new TurnEffect.RunTool(
                TURN, StepNumber.FIRST, Attempt.FIRST, Script.toolCall(call, "look"), null);
    }

    private static TurnInput returned(String call, String output) {
        return new TurnInput.ToolReturned(
                new ToolCallId(call),
                ToolResult.success(output),
                Duration.ZERO,
                new Moment(Instant.EPOCH, new MessageId(new UUID(1, 2)), 0));
    }
}
