package dev.perdure.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The transitions that the comment of {@link TurnLoop} claims, read from its source. */
record TransitionTable(List<String> states, List<String> inputs, Set<Transition> transitions) {

    private static final Path SOURCE = Path.of("src/main/java/dev/perdure/loop/TurnLoop.java");
    private static final Pattern WORD = Pattern.compile("\\S+");

    static TransitionTable ofTheComment() {
        List<String> lines = lines();
        TreeMap<Integer, String> columns = words(lines.getFirst());
        columns.pollFirstEntry();
        List<String> inputs = new ArrayList<>();
        Set<Transition> transitions = new LinkedHashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            TreeMap<Integer, String> words = words(line);
            if (words.firstKey() == 0) {
                inputs.add(words.pollFirstEntry().getValue());
            }
            words.forEach((at, to) -> {
                String from = columns.get(at);
                if (from == null) {
                    throw new AssertionError("not below a column: " + to + " in " + line);
                }
                transitions.add(new Transition(from, inputs.getLast(), to));
            });
        }
        return new TransitionTable(List.copyOf(columns.values()), inputs, transitions);
    }

    boolean refuses(String state, String input) {
        return transitions.stream()
                .noneMatch(known -> known.from().equals(state) && known.input().equals(input));
    }

    private static List<String> lines() {
        try {
            String source = Files.readString(SOURCE, StandardCharsets.UTF_8);
            String table = source.substring(source.indexOf("<pre>") + 5, source.indexOf("</pre>"));
            return table.lines()
                    .map(line -> line.replaceFirst("^ \\* ?", ""))
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static TreeMap<Integer, String> words(String line) {
        TreeMap<Integer, String> words = new TreeMap<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.put(word.start(), word.group());
        }
        return words;
    }

    record Transition(String from, String input, String to) {}
}
