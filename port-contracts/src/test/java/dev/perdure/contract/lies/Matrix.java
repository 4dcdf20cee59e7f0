package dev.perdure.contract.lies;

import dev.perdure.contract.lies.Trial.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which lie fails which test. */
public final class Matrix {

    private final Map<String, Map<String, Verdict>> rows = new LinkedHashMap<>();

    public void add(String lie, Map<String, Verdict> verdicts) {
        if (rows.put(lie, verdicts) != null) {
            throw new IllegalArgumentException("two lies of one name: " + lie);
        }
    }

    public int lies() {
        return rows.size();
    }

    public List<String> tests() {
        TreeSet<String> tests = new TreeSet<>();
        rows.values().forEach(row -> tests.addAll(row.keySet()));
        return List.copyOf(tests);
    }

    /** Lies that no test catches. */
    public List<String> uncaught() {
        return rows.keySet().stream().filter(lie -> caughtBy(lie) == 0).toList();
    }

    /** Tests that no lie fails. */
    public List<String> deaf() {
        return tests().stream().filter(test -> killersOf(test) == 0).toList();
    }

    /** A line per lie with the number of failed tests per part of the suites. */
    String summary() {
        List<String> parts = tests().stream().map(Matrix::partOf).distinct().sorted().toList();
        StringBuilder drawing = new StringBuilder(headline());
        drawing.append("A row is a lie, a column a part of the suites, a number the tests of it");
        drawing.append(" that the lie fails.\n\n");
        for (int i = 0; i < parts.size(); i++) {
            drawing.append(String.format("%s  %c %s%n", padded(""), 'A' + i, parts.get(i)));
        }
        drawing.append(padded("")).append("  all");
        for (int i = 0; i < parts.size(); i++) {
            drawing.append(String.format(" %2c", 'A' + i));
        }
        drawing.append('\n');
        rows.forEach((lie, row) -> {
            drawing.append(String.format("%s %4d", padded(lie), caughtBy(lie)));
            for (String part : parts) {
                long failed =
                        row.keySet().stream()
                                .filter(test -> partOf(test).equals(part) && isKilled(row, test))
                                .count();
                drawing.append(failed == 0 ? "  ." : String.format(" %2d", failed));
            }
            drawing.append('\n');
        });
        return drawing.toString();
    }

    /** A line per lie with a mark per test, and a line per test. */
    String drawn() {
        List<String> tests = tests();
        StringBuilder drawing = new StringBuilder(headline());
        drawing.append("A row is a lie, a column a test in the order of the list below;");
        drawing.append(" # means that the lie fails the test.\n\n");
        rows.forEach((lie, row) -> {
            drawing.append(String.format("%s %4d ", padded(lie), caughtBy(lie)));
            tests.forEach(test -> drawing.append(isKilled(row, test) ? '#' : '.'));
            drawing.append('\n');
        });
        drawing.append('\n');
        for (int i = 0; i < tests.size(); i++) {
            String test = tests.get(i);
            drawing.append(String.format("%4d  failed by %3d  %s%n", i + 1, killersOf(test), test));
        }
        return drawing.toString();
    }

    /** Prints the summary and writes the whole matrix to a file among the products of the build. */
    @SuppressWarnings("SystemOut") // The matrix is meant to be read in the output of the build.
    public void publish(String fileName) throws IOException {
        Path file = Path.of(System.getProperty("basedir", ""), "target", fileName).toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(file, drawn());
        System.out.println(summary());
        System.out.println("The whole matrix: " + file);
    }

    private String headline() {
        return rows.size() + " lies x " + tests().size() + " tests.\n";
    }

    private String padded(String lie) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(1);
        return String.format("%-" + width + "s", lie);
    }

    private static String partOf(String test) {
        return test.substring(0, test.lastIndexOf('.'));
    }

    private long caughtBy(String lie) {
        Map<String, Verdict> row = rows.getOrDefault(lie, Map.of());
        return row.values().stream().filter(verdict -> !verdict.passed()).count();
    }

    private long killersOf(String test) {
        return new ArrayList<>(rows.values()).stream().filter(row -> isKilled(row, test)).count();
    }

    private static boolean isKilled(Map<String, Verdict> row, String test) {
        Verdict verdict = row.get(test);
        return verdict != null && !verdict.passed();
    }
}
