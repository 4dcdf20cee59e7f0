package dev.perdure.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the engine owes on a storage whatever stops it: every scenario, at every crossing of a node
 * to the outside, with every trouble. No turn is lost, none is begun twice, none is stranded;
 * nothing is done twice that must not be; what was acknowledged is there. Extend it with the ground
 * of your storage.
 */
public abstract class CrashContract {

    /** Of so few, by bad luck, most may go another way. */
    private static final int TELLING = 8;

    private static final int STOPS = 3;

    /** The ground of one more case, with nothing in it. */
    protected abstract Ground ground();

    /** How much is played. */
    protected abstract Extent extent();

    /** The sentences of the scenarios that are played; all are when there are none. */
    protected Set<String> chosen() {
        return Set.of();
    }

    /** Told of each scenario that was played. */
    protected void played(Row row) {}

    @TestFactory
    Stream<DynamicTest> whatever_stops_the_engine_no_promise_is_broken() {
        return scenarios().stream()
                .map(scenario ->
                        DynamicTest.dynamicTest(scenario.sentence(), () -> holds(scenario)));
    }

    @Test
    void nodes_may_stop_one_after_the_other() throws InterruptedException {
        Row row = new Matrix(this::ground, extent(), Plant.NONE).playInARow(scenarios(), STOPS);

        played(row);
        assertThat(row.violations()).isEmpty();
        assertThat(row.hits()).as("cases with a stop").isGreaterThan(row.cases() / 2);
    }

    private List<Scenario> scenarios() {
        if (chosen().isEmpty()) {
            return Catalogue.all();
        }
        assertThat(Catalogue.all()).extracting(Scenario::sentence).containsAll(chosen());
        return Catalogue.all().stream()
                .filter(scenario -> chosen().contains(scenario.sentence()))
                .toList();
    }

    private void holds(Scenario scenario) throws InterruptedException {
        Row row = new Matrix(this::ground, extent(), Plant.NONE).play(scenario);
        played(row);
        assertThat(row.violations()).isEmpty();
        boolean telling = scenario.setting().nodes() == 1 && row.cases() >= TELLING;
        if (telling) {
            assertThat(row.hits()).as("cases that something befell").isGreaterThan(row.cases() / 2);
        }
    }
}
