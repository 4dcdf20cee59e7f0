package dev.perdure.llm.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/models.md is that of {@link DriverContract}. */
class FaultTableTest {

    private static final String HEAD = "| the server | is told as | tests of each driver |";

    @Test
    void the_page_has_a_row_for_whatever_every_driver_is_held_to_and_no_other() {
        Map<String, Integer> rows = new TreeMap<>();
        for (Method test : tests()) {
            Told told = test.getAnnotation(Told.class);
            assertThat(told).as("the row of %s", test.getName()).isNotNull();
            rows.merge("| " + told.when() + " | " + told.as() + " | ", cases(test), Integer::sum);
        }

        List<String> lines = ModelsPage.lines();
        int head = lines.indexOf(HEAD);
        assertThat(head).as(HEAD).isNotNegative();
        assertThat(
                        lines.subList(head + 2, lines.size()).stream()
                                .takeWhile(line -> line.startsWith("|")))
                .containsExactlyInAnyOrderElementsOf(
                        rows.entrySet().stream()
                                .map(row -> row.getKey() + row.getValue() + " |")
                                .toList());
    }

    @Test
    void the_page_counts_the_tests_and_the_drivers() throws IOException {
        int each = tests().stream().mapToInt(FaultTableTest::cases).sum();
        long drivers = drivers();

        assertThat(ModelsPage.lines())
                .contains(
                        each
                                + " tests of each of "
                                + drivers
                                + " drivers, "
                                + each * drivers
                                + " in all:");
    }

    private static List<Method> tests() {
        return Arrays.stream(DriverContract.class.getDeclaredMethods())
                .filter(method ->
                        Arrays.stream(method.getAnnotations())
                                .anyMatch(each ->
                                        each.annotationType().getSimpleName().endsWith("Test")))
                .toList();
    }

    private static int cases(Method test) {
        if (test.isAnnotationPresent(ValueSource.class)) {
            return test.getAnnotation(ValueSource.class).strings().length;
        }
        return test.isAnnotationPresent(CsvSource.class)
                ? test.getAnnotation(CsvSource.class).value().length
                : 1;
    }

    /** Those who run the contract, among all classes of these tests. */
    private static long drivers() throws IOException {
        Path root = Path.of("target", "test-classes");
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith("DriverTest.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .map(file -> file.replace('/', '.').replace('\\', '.'))
                    .filter(FaultTableTest::runsTheContract)
                    .count();
        }
    }

    private static boolean runsTheContract(String name) {
        try {
            return DriverContract.class.isAssignableFrom(Class.forName(name));
        } catch (ClassNotFoundException gone) {
            throw new AssertionError(gone);
        }
    }
}
