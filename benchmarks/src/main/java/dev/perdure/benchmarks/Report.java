package dev.perdure.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured, as a page of Markdown. */
final class Report {

    private final String machine;
    private final Map<Part, List<Figure>> figures = new EnumMap<>(Part.class);
    private final Map<Part, List<String>> details = new EnumMap<>(Part.class);
    private final List<String> failures = new ArrayList<>();
    private @Nullable Part current;

    Report(String machine) {
        this.machine = machine;
    }

    void begin(Part part) {
        current = part;
        figures.put(part, new ArrayList<>());
        details.put(part, new ArrayList<>());
    }

    void add(Figure figure) {
        System.out.println("    " + figure.row());
        of(figures).add(figure);
    }

    /** A sentence about how a figure came about. */
    void explain(String sentence) {
        System.out.println("    " + sentence);
        of(details).add(sentence);
    }

    void failed(Part part, Throwable failure) {
        failures.add(part.label() + ": " + failure);
    }

    List<String> failures() {
        return failures;
    }

    List<Figure> figures() {
        return figures.values().stream().flatMap(List::stream).toList();
    }

    private <T> List<T> of(Map<Part, List<T>> all) {
        List<T> some = current == null ? null : all.get(current);
        if (some == null) {
            throw new IllegalStateException("no part has begun");
        }
        return some;
    }

    String text() {
        StringBuilder text = new StringBuilder(machine);
        text.append(
                "\n| figure | measured | goal | measured / goal | met |\n|---|---|---|---|---|\n");
        figures().forEach(figure -> text.append(figure.row()).append('\n'));
        text.append("\nCircumstances:\n\n");
        details.forEach((part, sentences) ->
                sentences.forEach(sentence ->
                        text.append("- ")
                                .append(part.label())
                                .append(": ")
                                .append(sentence)
                                .append('\n')));
        if (!failures.isEmpty()) {
            text.append("\nNot measured:\n\n");
            failures.forEach(failure -> text.append("- ").append(failure).append('\n'));
        }
        return text.toString();
    }
}
