package dev.perdure.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every scenario is played once to learn its crossings, and then once for each crossing and each of
 * its sides with a death there. Whatever happens, the log has to tell a whole story.
 */
class CrashMatrixTest {

    private static final int AT_ONCE = 8;
    private static final int DEATHS_IN_A_ROW = 3;
    private static final int CHANCES = 150;

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void a_node_may_die_at_any_crossing(Scenario scenario) throws Exception {
        int crossings = crossingsOf(scenario);
        List<Callable<Boolean>> cases = new ArrayList<>();
        for (int crossing = 1; crossing <= crossings; crossing++) {
            Mortal before = new Mortal(crossing, false);
            Mortal after = new Mortal(crossing, true);
            cases.add(() -> survives(scenario, List.of(before, Mortal.immortal())));
            cases.add(() -> survives(scenario, List.of(after, Mortal.immortal())));
        }

        int deaths = run(cases);

        System.out.printf(
                "crash matrix: %-28s %3d crossings, %3d cases, %3d deaths%n",
                scenario, crossings, cases.size(), deaths);
        assertThat(deaths).isGreaterThan(cases.size() * 3 / 4);
    }

    @Test
    void nodes_may_die_one_after_the_other() throws Exception {
        long seed = Long.getLong("perdure.seed", System.nanoTime());
        System.out.println("CrashMatrixTest: -Dperdure.seed=" + seed);
        Random random = new Random(seed);
        List<Callable<Boolean>> cases = new ArrayList<>();
        for (int i = 0; i < CHANCES; i++) {
            List<Scenario> all = List.of(Scenario.values());
            Scenario scenario = all.get(random.nextInt(all.size()));
            List<Mortal> nodes = new ArrayList<>();
            for (int n = 0; n < DEATHS_IN_A_ROW; n++) {
                nodes.add(new Mortal(1 + random.nextInt(20), random.nextBoolean()));
            }
            nodes.add(Mortal.immortal());
            cases.add(() -> survives(scenario, nodes));
        }

        int deaths = run(cases);

        System.out.printf(
                "crash matrix: up to %d deaths in a row      %3d cases, %3d with deaths%n",
                DEATHS_IN_A_ROW, cases.size(), deaths);
        assertThat(deaths).isGreaterThan(CHANCES / 2);
    }

    private static int crossingsOf(Scenario scenario) {
        Mortal immortal = Mortal.immortal();
        try (Stage stage = new Stage(List.of(immortal))) {
            immortal.crossings().arm();
            stage.play(scenario);
        }
        List<Door> crossed = immortal.crossings().all();
        assertThat(crossed).contains(Door.LOG_APPEND, Door.LOG_HEAD, Door.AGENTS, Door.MODEL_NEXT);
        return crossed.size();
    }

    /** Whether anybody died. */
    private static boolean survives(Scenario scenario, List<Mortal> nodes) {
        try (Stage stage = new Stage(nodes)) {
            nodes.getFirst().crossings().arm();
            stage.play(scenario);
            check(scenario, stage);
            return nodes.getFirst().isDead();
        } catch (AssertionError broken) {
            throw new AssertionError(scenario + " with " + nodes, broken);
        }
    }

    private static void check(Scenario scenario, Stage stage) {
        Invariants.holdWhenSettled(stage.story());
        int messages = stage.story().all(TurnEvent.MessageReceived.class).size();
        assertThat(messages).isEqualTo(scenario.messages());
        if (scenario == Scenario.STEERED_MESSAGE) {
            assertThat(stage.story().all(TurnEvent.MessageSteered.class)).hasSize(1);
            assertThat(stage.story().all(TurnEvent.TurnStarted.class)).hasSize(1);
        }
        if (scenario == Scenario.ROLLED_BACK_TOOL) {
            assertThat(stage.story().all(SessionEvent.HeadMoved.class))
                    .hasSameSizeAs(stage.story().all(TurnEvent.MessageInterrupted.class));
        }
        assertThat(stage.story().all(TurnEvent.TurnFailed.class)).isEmpty();
        assertThat(stage.world().sent.values())
                .as("runs under one key")
                .allMatch(runs -> runs == 1);
        if (scenario == Scenario.REMEMBERING_TOOL && !stage.world().sent.isEmpty()) {
            assertThat(stage.story().all(StepEvent.RulingRequested.class)).isEmpty();
            assertThat(stage.story().only(StepEvent.ToolCompleted.class).result().output())
                    .isEqualTo("sent");
        }
        if (!stage.story().all(TurnEvent.CancelRequested.class).isEmpty()) {
            assertThat(stage.story().all(TurnEvent.TurnCancelled.class)).hasSize(1);
        }
        assertThat(stage.story().all(StepEvent.AttemptSuperseded.class).size())
                .isLessThanOrEqualTo(DEATHS_IN_A_ROW);
        assertThat(stage.world().storage.log().head(stage.session()).orElseThrow().status())
                .isEqualTo(SessionStatus.IDLE);

        stage.insistOn(again -> again.say("Still there?"));
        stage.insistOn(Stage::awaitEnd);
        assertThat(stage.story().all(TurnEvent.TurnCompleted.class)).isNotEmpty();
        assertThat(stage.story().all(StepEvent.OutputCompleted.class).getLast().message().text())
                .isEqualTo("You said: Still there?");
        Invariants.holdWhenSettled(stage.story());
    }

    private static int run(List<Callable<Boolean>> cases)
            throws InterruptedException, ExecutionException {
        int deaths = 0;
        try (ExecutorService stages = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Boolean> died : stages.invokeAll(cases)) {
                deaths += died.get() ? 1 : 0;
            }
        }
        return deaths;
    }
}
