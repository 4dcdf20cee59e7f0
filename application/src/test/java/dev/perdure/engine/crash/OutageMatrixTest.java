package dev.perdure.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.rig.Invariants;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The store goes away at every crossing of every scenario, with the call undone or only its answer
 * lost, and comes back. One node sees its turns through by itself; what its tools did is not called
 * unknown, because the node lived to tell.
 */
class OutageMatrixTest {

    private static final int AT_ONCE = 8;

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void the_store_may_go_away_at_any_crossing(Scenario scenario) throws Exception {
        Outage none = new Outage(0, false);
        outlasts(scenario, none);
        int crossings = none.crossings().all().size();
        List<Callable<Boolean>> cases = new ArrayList<>();
        for (int crossing = 1; crossing <= crossings; crossing++) {
            Outage undone = new Outage(crossing, false);
            Outage unanswered = new Outage(crossing, true);
            cases.add(() -> outlasts(scenario, undone));
            cases.add(() -> outlasts(scenario, unanswered));
        }

        int outages = 0;
        try (ExecutorService stages = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Boolean> happened : stages.invokeAll(cases)) {
                outages += happened.get() ? 1 : 0;
            }
        }

        System.out.printf(
                "outage matrix: %-27s %3d crossings, %3d cases, %3d outages%n",
                scenario, crossings, cases.size(), outages);
        assertThat(crossings).isGreaterThan(5);
        assertThat(outages).isGreaterThan(cases.size() * 3 / 4);
    }

    /** Whether the store was away. */
    private static boolean outlasts(Scenario scenario, Outage outage) {
        try (Stage stage = new Stage(List.of(outage))) {
            outage.over(stage.world().storage.log());
            outage.crossings().arm();
            stage.play(scenario);
            check(stage);
            return outage.hasHappened();
        } catch (AssertionError broken) {
            throw new AssertionError(scenario + " with " + outage, broken);
        }
    }

    private static void check(Stage stage) {
        Invariants.holdWhenSettled(stage.story());
        assertThat(stage.story().all(TurnEvent.TurnFailed.class)).isEmpty();
        assertThat(stage.world().sent.values())
                .as("runs under one key")
                .allMatch(runs -> runs == 1);
        assertThat(stage.story().all(StepEvent.ToolOutcomeUnknown.class)).isEmpty();
        assertThat(stage.story().all(StepEvent.ToolStarted.class))
                .extracting(StepEvent.ToolStarted::attempt)
                .allMatch(attempt -> attempt.value() == 1);
        assertThat(stage.world().storage.log().head(stage.session()).orElseThrow().status())
                .isEqualTo(SessionStatus.IDLE);
    }
}
