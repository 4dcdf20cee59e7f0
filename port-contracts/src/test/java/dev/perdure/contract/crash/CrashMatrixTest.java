package dev.perdure.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The matrix in memory: some cases of every scenario, picked by {@code -Dcases.seed=N}; all of them
 * with {@code -Dmatrix=all}; of scenarios with some words in their names, with {@code
 * -Dmatrix.only}.
 */
class CrashMatrixTest extends CrashContract {

    private static final int AT_ONCE = 8;
    private static final int SHARE = 16;
    private static final int SCENARIOS_MIN = 40;
    private static final long SEED = Long.getLong("cases.seed", 1);

    @Override
    protected Ground ground() {
        return RunningMemory.ground();
    }

    @Override
    protected Extent extent() {
        return "all".equals(System.getProperty("matrix"))
                ? Extent.all(AT_ONCE)
                : Extent.some(SHARE, AT_ONCE, SEED);
    }

    @Override
    protected Set<String> chosen() {
        String words = System.getProperty("matrix.only", "");
        return Catalogue.all().stream()
                .map(Scenario::sentence)
                .filter(sentence -> !words.isEmpty() && sentence.contains(words))
                .collect(Collectors.toSet());
    }

    @Override
    protected void played(Row row) {
        System.out.println("crash matrix: " + row.text());
        row.violations().forEach(text -> System.out.println("-Dcases.seed=" + SEED + " " + text));
    }

    @Test
    void every_scenario_has_a_name_of_its_own_and_there_are_many() {
        assertThat(Catalogue.all())
                .extracting(Scenario::sentence)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(SCENARIOS_MIN);
    }

    @Test
    void each_door_of_a_turn_is_crossed_by_some_scenario() throws Exception {
        Watcher watcher = Mortal.immortal();
        Scenario scenario = Scenario.of("every door", Act.says("call look,mark"), Act.renames());
        World world =
                new World(
                        RunningMemory.ground(),
                        scenario.setting(),
                        Plant.NONE,
                        Extent.all(1).patience());
        new Case(scenario, world, List.of(watcher)).play();

        assertThat(watcher.crossings().stream().distinct().collect(Collectors.toSet()))
                .contains(
                        Door.LOG_APPEND,
                        Door.LOG_HEAD,
                        Door.AGENTS,
                        Door.SESSIONS,
                        Door.MODEL_OPEN,
                        Door.MODEL_NEXT,
                        Door.MODEL_CLOSE,
                        Door.TOOL_RUN);
    }
}
