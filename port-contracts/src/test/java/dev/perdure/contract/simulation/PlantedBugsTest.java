package dev.perdure.contract.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A simulation that finds nothing has to be one that would have found something. */
class PlantedBugsTest {

    private static final long SEEDS_MAX = 1000;
    private static final int WORDS_MAX = 110;

    @TestFactory
    Stream<DynamicTest> every_planted_bug_is_found_and_goes_with_the_bug() {
        return Stream.of(PlantedBug.values())
                .map(bug -> DynamicTest.dynamicTest(bug.name(), () -> isFound(bug)));
    }

    private static void isFound(PlantedBug bug) {
        Optional<Simulation.Run> found =
                LongStream.rangeClosed(1, SEEDS_MAX)
                        .mapToObj(seed -> Simulation.run(seed, bug))
                        .filter(run -> run.violation() != null)
                        .findFirst();

        assertThat(found).as("a seed that finds " + bug).isPresent();
        Simulation.Run run = found.get();
        System.out.printf(
                Locale.ROOT,
                "planted bug: %-28s seed %4d, step %6d: %s%n",
                bug,
                run.seed(),
                run.figures().get(Figure.STEPS),
                shortened(String.valueOf(run.violation())));
        assertThat(Simulation.run(run.seed(), bug)).as("found again").isEqualTo(run);
        assertThat(Simulation.run(run.seed()).violation()).as("without the bug").isNull();
    }

    private static String shortened(String text) {
        return text.length() <= WORDS_MAX ? text : text.substring(0, WORDS_MAX) + " ...";
    }
}
