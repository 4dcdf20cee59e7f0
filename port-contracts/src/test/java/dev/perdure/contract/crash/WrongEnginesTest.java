package dev.perdure.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A matrix that finds nothing has to be one that would have found something. */
class WrongEnginesTest {

    private static final int WORDS_MAX = 140;

    @TestFactory
    Stream<DynamicTest> every_wrong_engine_is_found_and_the_right_one_is_not() {
        return Stream.of(WrongEngine.values())
                .map(wrong -> DynamicTest.dynamicTest(wrong.name(), () -> isFound(wrong)));
    }

    private static void isFound(WrongEngine wrong) throws InterruptedException {
        Scenario scenario = Scenario.of("a tool that must not be repeated", Act.says("call send"));
        Extent all = Extent.all(8);

        Extent impatient = all.withPatience(Duration.ofSeconds(5));
        List<String> found =
                new Matrix(RunningMemory::ground, impatient, wrong).play(scenario).violations();

        assertThat(found).isNotEmpty();
        System.out.printf("wrong engine: %-28s %s%n", wrong, shortened(found.getFirst()));
        assertThat(new Matrix(RunningMemory::ground, all, Plant.NONE).play(scenario).violations())
                .isEmpty();
    }

    private static String shortened(String text) {
        String end = text.substring(text.lastIndexOf("]: ") + 3);
        return end.length() <= WORDS_MAX ? end : end.substring(0, WORDS_MAX) + " ...";
    }
}
