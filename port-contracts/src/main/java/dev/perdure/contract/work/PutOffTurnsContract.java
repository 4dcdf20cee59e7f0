package dev.perdure.contract.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.Entry;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine on the storage, whose provider puts off more turns than the node has places for. */
public abstract class PutOffTurnsContract extends StorageContract {

    private static final int TURNS = 200;

    /** Beyond what any machine needs for so many. */
    private static final Duration LONG = Duration.ofMinutes(3);

    private static final WorkerConfig FEW_PLACES =
            new WorkerConfig(
                    4, Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofMillis(200));

    @Test
    void turns_that_wait_for_their_provider_hold_no_place_and_all_end_once() {
        PutOffModel model = new PutOffModel(Duration.ofMinutes(10));
        LaterClock clock = new LaterClock(node().clock());
        EngineConfig config = new EngineConfig(FEW_PLACES, PutOffModel.NAME, true);
        try (Engine engine =
                Engine.start(
                        new ClockedStorage(node(), clock), List.of(model), List.of(), config)) {
            List<Conversation> all = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                Conversation one = engine.converse("Be kind.");
                one.say("wait " + turn);
                all.add(one);
            }
            Await.until(
                    LONG,
                    "every turn was put off",
                    () ->
                            all.stream()
                                    .allMatch(
                                            one -> count(one, StepEvent.ReasonFailed.class) == 1));
            Conversation other = engine.converse("Be kind.");
            other.say("now");
            Await.until(LONG, "another one is answered meanwhile", () -> isOver(other));

            assertThat(all).noneMatch(this::isOver);
            assertThat(model.underWay()).as("calls under way").isZero();
            assertThat(model.threads()).as("threads of model calls").allMatch(PutOffModel::isOver);

            letTimePass(clock, Duration.ofMinutes(11));
            Await.until(LONG, "every turn ends", () -> all.stream().allMatch(this::isOver));
            assertThat(all)
                    .allSatisfy(one -> {
                        assertThat(count(one, StepEvent.ReasonStarted.class)).isEqualTo(2);
                        assertThat(count(one, StepEvent.OutputCompleted.class)).isEqualTo(1);
                        assertThat(count(one, TurnEvent.TurnCompleted.class)).isEqualTo(1);
                    });
            assertThat(model.calls()).isEqualTo(2 * TURNS + 1);
        }
    }

    /** The engine's clock first, so that no turn wakes earlier than it is to. */
    private void letTimePass(LaterClock clock, Duration time) {
        clock.advance(time);
        fixture().advanceTime(time);
    }

    private boolean isOver(Conversation one) {
        return count(one, TurnEvent.SessionIdled.class) == 1;
    }

    private long count(Conversation one, Class<? extends Entry> kind) {
        return node().log().read(one.session(), Offset.START, 1000, Selection.FACTS).stream()
                .filter(envelope -> kind.isInstance(envelope.entry()))
                .count();
    }
}
