package dev.perdure.architecture.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the decision records of a folder; empty when nothing is. */
public final class Decisions {

    private static final String NAME = "\\d{4}-[a-z0-9-]+\\.md";
    private static final List<String> SECTIONS =
            List.of("Context", "Decision", "Consequences", "May be revisited when");

    private Decisions() {}

    public static List<String> troubles(Path folder) {
        List<String> troubles = new ArrayList<>();
        Map<String, String> numbers = new LinkedHashMap<>();
        List<String> listed = Page.read(folder.resolve("README.md")).links();
        int expected = 1;
        for (Page page : Page.below(folder)) {
            String name = page.file().getFileName().toString();
            if (name.equals("README.md")) {
                continue;
            }
            if (!name.matches(NAME)) {
                troubles.add(name + " is not called NNNN-a-claim.md");
                continue;
            }
            String number = name.substring(0, 4);
            String other = numbers.putIfAbsent(number, name);
            if (other != null) {
                troubles.add(name + " has the number of " + other);
            } else if (Integer.parseInt(number) != expected++) {
                troubles.add(name + " leaves a number out");
            }
            if (listed.stream().filter(name::equals).count() != 1) {
                troubles.add(name + " is not listed once in README.md");
            }
            troubles.addAll(troublesOf(page, name));
        }
        return troubles;
    }

    private static List<String> troublesOf(Page page, String name) {
        List<String> troubles = new ArrayList<>();
        List<String> headings = page.headings();
        String claim = name.substring(5, name.length() - 3);
        if (headings.isEmpty() || !Page.anchor(headings.getFirst()).equals(claim)) {
            troubles.add(name + " has another title than its name claims");
        }
        if (!headings.containsAll(SECTIONS)) {
            troubles.add(name + " lacks one of the sections " + SECTIONS);
            return troubles;
        }
        boolean decided =
                page.lines().stream()
                        .dropWhile(line -> !line.equals("## Decision"))
                        .skip(1)
                        .dropWhile(String::isBlank)
                        .findFirst()
                        .orElse("")
                        .startsWith("**");
        if (!decided) {
            troubles.add(name + " does not begin its decision in bold");
        }
        return troubles;
    }
}
